"""The conversation on a terminal: prompt, keys, bar, and what is ready in time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from types import FrameType

from prompt_toolkit.application import Application
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import completion_is_selected, has_focus
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import History
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.shortcuts import PromptSession, print_formatted_text
from prompt_toolkit.utils import is_dumb_terminal

from askperf.errors import AskperfError
from askperf.interfaces.repl import texts, views
from askperf.interfaces.repl.commands import respond
from askperf.interfaces.repl.completion import (
    Prepared,
    TalkCompleter,
    TalkSuggest,
    WholeLine,
    prepare,
    with_forms,
)
from askperf.interfaces.repl.conversation import Conversation
from askperf.interfaces.repl.input_line import Visible, speak_chinese
from askperf.interfaces.repl.screen import WIDEST, Line, clip, plain, styled, wrap
from askperf.interfaces.repl.style import depth, style
from askperf.interfaces.terminal import visible

_MENU = 7
_TERMINATED = 143
_NARROW = 60


class Interaction:
    """One run on a terminal."""

    def __init__(self, talk: Conversation, history: History) -> None:
        self._talk = talk
        self._prepared: Prepared | None = None
        self._fault: Exception | None = None
        self._notice = ""
        self._ready: threading.Event | None = None
        self._style = style()
        self._suggest = TalkSuggest(talk, lambda: self._prepared)
        self._prompt: PromptSession[str] = PromptSession(
            texts.PROMPT,
            history=history,
            completer=TalkCompleter(talk, lambda: self._prepared, lambda: self._columns),
            auto_suggest=self._suggest,
            complete_while_typing=True,
            reserve_space_for_menu=_MENU,
            bottom_toolbar=self._bar,
            prompt_continuation=texts.CONTINUATION,
            key_bindings=self._keys(),
            input_processors=[Visible()],
            enable_suspend=True,
            style=self._style,
            color_depth=depth(),
            include_default_pygments_style=False,
        )
        speak_chinese(self._prompt.layout)
        app = self._prompt.app
        app.after_render += self._warm_up
        # Without an answer to where the cursor is there is no bar and no more to say.
        app.renderer.cpr_not_supported_callback = None

    def run(self, before: Sequence[Line] = ()) -> int:
        """Talk until the person leaves; the exit status."""
        signal.signal(signal.SIGTERM, _leave)
        self._show([*before, *views.opening(self._talk, self._columns)])
        while True:
            try:
                line = self._prompt.prompt()
                if line.strip() and self._reply(line):
                    return 0
            except KeyboardInterrupt:
                continue
            except EOFError:
                self._show(styled(texts.BYE))
                return 0

    def _reply(self, line: str) -> bool:
        """Answer a line; whether it was the last one."""
        columns = self._columns
        self._notice = ""
        form = self._talk.form
        try:
            self._wait()
            reply = respond(self._talk, line, columns)
        except AskperfError as error:
            self._show(wrap(styled(str(error), "class:wrong"), columns))
            return False
        except OSError:
            raise
        except Exception as error:
            # A bug: it costs this question, not the conversation.
            said = texts.FAULT.format(kind=type(error).__name__)
            self._show(wrap(styled(said, "class:wrong"), columns))
            return False
        if self._talk.form is not form:
            self._prepared = self._ready = None
        self._show(reply.lines)
        return reply.leave

    @property
    def _columns(self) -> int:
        return min(WIDEST, max(10, self._prompt.output.get_size().columns))

    def _show(self, lines: Sequence[Line]) -> None:
        """Print lines and an empty one."""
        if is_dumb_terminal():
            # It would show the sequences that carry a style.
            self._prompt.output.write("".join(f"{plain(line)}\n" for line in (*lines, ())))
            self._prompt.output.flush()
            return
        fragments = [part for line in lines for part in (*line, ("", "\n"))]
        print_formatted_text(
            FormattedText(fragments),
            style=self._style,
            color_depth=depth(),
            include_default_pygments_style=False,
            output=self._prompt.output,
        )

    def _warm_up(self, app: Application[str]) -> None:
        """Once the prompt is there, prepare completion and the engine beside it."""
        if self._ready is None:
            self._ready = threading.Event()
            work = threading.Thread(target=self._warm, args=(app, self._ready), daemon=True)
            work.start()

    def _warm(self, app: Application[str], ready: threading.Event) -> None:
        try:
            prepared = self._prepared = prepare(self._talk)
            if app.loop is not None and app.is_running:
                app.loop.call_soon_threadsafe(self._complete)
            self._talk.assistant.engine  # noqa: B018  (made on first use)
            ready.set()
            prepared = with_forms(self._talk, prepared)
            if self._ready is ready:  # the form was not changed meanwhile
                self._prepared = prepared
        except Exception as error:
            self._fault = error
        finally:
            ready.set()

    def _complete(self) -> None:
        """Offer what was typed before completion was ready."""
        buffer = self._prompt.default_buffer
        if buffer.text:
            buffer.suggestion = self._suggest.get_suggestion(buffer, buffer.document)
            buffer.start_completion(complete_event=CompleteEvent(text_inserted=True))

    def _wait(self) -> None:
        """Let the preparation end. Raises what went wrong in it, once."""
        if self._ready is not None:
            self._ready.wait()
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault

    def _bar(self) -> FormattedText:
        """Form, year, and how the last question was read, clipped to the window."""
        columns = self._prompt.output.get_size().columns - 2
        form, last = self._talk.form, self._talk.last
        name = texts.BAR_FORM.format(department=form.department, year=form.year)
        says = texts.BAR_READ.format(reading=last.interpretation) if last else texts.BAR_START
        says = visible(self._notice or says).replace("\n", " ")
        if columns >= _NARROW or not last:
            shown = [clip(f"{name} │ {says}", columns)]
        else:
            shown = [clip(name, columns), clip(says, columns)]
        return FormattedText([("", "\n".join(f" {line}" for line in shown))])

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        typing = has_focus(DEFAULT_BUFFER)

        @keys.add("enter", filter=typing & completion_is_selected)
        def _(event: KeyPressEvent) -> None:
            """Take the chosen completion; ask it where it is a whole question."""
            buffer = event.current_buffer
            state = buffer.complete_state
            chosen = state.current_completion if state else None
            buffer.complete_state = None
            if isinstance(chosen, WholeLine):
                buffer.validate_and_handle()

        @keys.add("c-c", filter=typing)
        def _(event: KeyPressEvent) -> None:
            """Clear the line; on an empty one, tell how to leave."""
            self._notice = "" if event.current_buffer.text else texts.LEAVE_HINT
            event.current_buffer.reset()

        @keys.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            """Insert what is pasted, without the line ends around it."""
            text = event.data.replace("\r\n", "\n").replace("\r", "\n")
            event.current_buffer.insert_text(text.strip("\n"))

        return keys


def _leave(number: int, frame: FrameType | None) -> None:
    """Leave as on a wish, so that the terminal is put in order."""
    raise SystemExit(_TERMINATED)
