"""Candidate forms of a question: anchors composed by a small typed grammar."""

from __future__ import annotations

import itertools, re
from decimal import Decimal
from askperf.logic import *
from askperf.denoting.values import Undefined
from askperf.denoting.evaluate import evaluate
from askperf.denoting.rows import rows_of, World
from collections import namedtuple

RC = namedtuple('RC', 'node used score tag n')     # rows candidate
NC = namedtuple('NC', 'node used score tag')        # number candidate
Candidate = namedtuple('Candidate', 'form used score rule leans', defaults=(False,))
Cand = Candidate
class Before:
    """What a turn leaves: its form, the rows it was about, the list shown, numbers said."""
    __slots__ = ('form', 'rows', 'order', 'pair', 'recent', 'numbers')
    def __init__(self, form, rows=(), order=(), pair=(), recent=(), numbers=()):
        self.form, self.rows, self.order, self.pair, self.recent, self.numbers = form, rows, order, pair, recent, numbers
    @property
    def mentioned(self): return frozenset((*self.rows, *self.order, *self.recent))
TASKS=('key-tasks','other-tasks')
ALL=('overview','key-tasks','other-tasks','indicators')
def mask(a,b): return ((1<<(b-a))-1)<<a if b>a else 0
PUNCT='，,。；;？?！!：: '

class Grammar:
    def __init__(self, reading, link, world, index, before=None):
        self.r=reading; self.link=link; self.w=world; self.before=before; self.index=index
        self.t=reading.text; self.n=len(self.t)
        self.A=reading.anchors; self.N=reading.numbers
        self.memo={}
        self.rowcount=any(a.kind=='rows' for a in self.N) or any(a.kind=='op' and a.value=='count' for a in self.A)
        self.out={}
        self.rows=world.form.rows; self.ids=[x.id for x in self.rows]; self.ix={x:i for i,x in enumerate(self.ids)}
    # ---- helpers
    def anchors(self, kind, value=None, span=None):
        s=span or (0,self.n)
        return [a for a in self.A if a.kind==kind and (value is None or a.value==value) and s[0]<=a.start and a.end<=s[1]]
    def nums(self, kinds=('number',), span=None):
        s=span or (0,self.n)
        return [a for a in self.N if a.kind in kinds and s[0]<=a.start and a.end<=s[1]]
    def unit(self,u): return self.w.units(u)
    def dim(self,u): return self.w.dimension(u)
    def trim(self,a,b):
        while a<b and self.t[a] in PUNCT: a+=1
        while a<b and self.t[b-1] in PUNCT: b-=1
        return a,b
    def unitwords(self,span):
        return [(u.units,u.mask,u) for u in self.r.unit_words if span[0]<=u.start and u.end<=span[1]]
    # ---- rows
    def links(self, span):
        key=('L',span)
        if key not in self.memo: self.memo[key]=self.link(self.r,span)
        return self.memo[key]
    def singles(self, span, k=5):
        lp=self.links(span)
        out=[]
        for i,s in lp[:k]:
            out.append(RC(Pick((self.ids[i],)),self.support(i,span),s,'row',1))
        return out
    def support(self,i,span):
        m=0; sp=mask(*span)
        return (self.r.overlap.of(i)|self.r.overlap.full.get(i,0))&sp
    def groups(self, span):
        """rows that share the name of a likely row, near ties"""
        out=[]; lp=self.links(span); seen=set()
        p=dict(lp)
        for i,s in lp[:3]:
            if s<-4: continue
            same=[j for j,x in enumerate(self.rows) if x.name==self.rows[i].name]
            if len(same)>1 and tuple(same) not in seen:
                seen.add(tuple(same)); out.append(RC(Pick(tuple(self.ids[j] for j in same)),self.support(i,span),max(p.get(j,-9) for j in same),'namesakes',len(same)))
        for n in (2,3):
            top=lp[:n]
            if len(top)==n and top[-1][1]>-4:
                key=tuple(sorted(i for i,_ in top))
                if key in seen: continue
                seen.add(key); u=0
                for i,_ in top: u|=self.support(i,span)
                out.append(RC(Pick(tuple(self.ids[i] for i in key)),u,top[-1][1],'tied',n))
        # same kind of section among top: tasks only / indicators only
        for secs in (TASKS,('indicators',)):
            sel=[(i,s) for i,s in lp[:10] if self.rows[i].section in secs and s>-4]
            for n in (2,3,4,5):
                if len(sel)>=n:
                    key=tuple(sorted(i for i,_ in sel[:n]))
                    if key in seen: continue
                    seen.add(key); u=0
                    for i in key: u|=self.support(i,span)
                    out.append(RC(Pick(tuple(self.ids[i] for i in key)),u,sel[n-1][1],'cluster',n))
        return out
    def topics(self, span):
        """words that stand in several rows' cells"""
        out=[]
        words=[]
        for a,b in self.r.quotes:
            if span[0]<=a and b<=span[1]: words.append((self.t[a:b],mask(a,b),'quote'))
        busy=0
        for a in self.A:
            if a.kind in('section','op','ask','level','attribute','comparator','mark','named'): busy|=a.mask
        toks=[tk for tk in self.r.tokens if span[0]<=tk.start and tk.end<=span[1]]
        cand=[(tk.start,tk.end) for tk in toks if tk.end-tk.start>=2]
        cand+=[(x.start,y.end) for x,y in zip(toks,toks[1:]) if x.end==y.start and y.end-x.start<=8]
        cand+=[(x.start,z.end) for x,y,z in zip(toks,toks[1:],toks[2:]) if x.end==y.start and y.end==z.start and z.end-x.start<=8]
        for a,b in cand:
            w=self.t[a:b]
            if mask(a,b)&busy==mask(a,b): continue
            if w in ('任务','指标','工作') : continue
            for term in (w,*self.index.synonyms(w)):
                words.append((term,mask(a,b),'token'))
        seen=set()
        for w,m,kind in words:
            hits=tuple(x.id for x in self.rows if any(w in c for _,c in x.cells()))
            if not hits or w in seen: continue
            seen.add(w)
            out.append((w,m,kind,len(hits)))
        # drop words contained in a longer found word with same hits
        return sorted(out,key=lambda x:(-(x[2]=='quote'),-len(x[0])))[:6]
    def conditions(self, span):
        key=('C',span)
        if key in self.memo: return self.memo[key]
        out=[]
        def neg(a):
            for x in self.anchors('neg',None,span)+self.anchors('except',None,span):
                if 0<=a.start-x.end<=3 or (0<=x.start-a.end<=1): return x.mask
            return 0
        for a in self.anchors('level',None,span):
            out.append((OfLevel(a.value),a.mask))
            m=neg(a)
            if m: out.append((Not(OfLevel(a.value)),a.mask|m))
        for a in self.anchors('comparator',None,span):
            out.append((OfComparator(a.value),a.mask))
            m=neg(a)
            if m: out.append((Not(OfComparator(a.value)),a.mask|m))
        for us,m,a in self.unitwords(span):
            out.append((OfUnit(us),m))
            x=neg(a)
            if x: out.append((Not(OfUnit(us)),m|x))
        marks=self.anchors('mark',None,span)
        for num in self.nums(('number',),span):
            near=[a for a in marks if a.value!='between' and (0<=num.start-a.end<=2 or 0<=a.start-num.end<=2)]+[a for a in self.anchors('near',None,span) if a.end==num.start]
            g=Given(num.number,num.unit_name if hasattr(num,'unit_name') else num.value)
            if not near:
                out.append((Holds('=',g),num.mask))
            for a in near:
                out.append((Holds(a.value,g),num.mask|a.mask))
                m=neg(a)
                if m: out.append((Not(Holds(a.value,g)),num.mask|a.mask|m))
        btw=[a for a in marks if a.value=='between']
        ns=self.nums(('number',),span)
        if btw and len(ns)>=2:
            lo,hi=sorted(ns[:2],key=lambda x:x.number)
            u=hi.value or lo.value
            out.append(('between',(Holds('>=',Given(lo.number,lo.value or u)),Holds('<=',Given(hi.number,hi.value or u))),ns[0].mask|ns[1].mask|btw[0].mask))
        for a in self.anchors('blank',None,span):
            out.append((IsBlank(),a.mask))
        for th in self.anchors('than',None,span):
            if self.t[th.start]!='比': continue
            for m in re.finditer('多|高|大|贵|少|低|小|便宜',self.t[th.end:span[1]]):
                a,b=th.end,th.end+m.start()
                if b-a<2 or b-a>24: continue
                mk='>' if m[0] in '多高大贵' else '<'
                for num in self.operands((a,b),2,False):
                    if num.score>-3: out.append((Holds(mk,num.node),num.used|th.mask|mask(b,b+len(m[0]))))
                break
        for w,m,kind,n in self.topics(span)[:4]:
            start=(m&-m).bit_length()-1; end=m.bit_length()
            cues=[(a,'name') for a in self.anchors('named',None,span)]+[(a,a.value) for a in self.anchors('attribute',None,span) if a.value in('name','content','goal','explanation')]
            cells={'':0}
            for a,c in cues:
                if -2<=start-a.end<=7 or 0<=a.start-end<=3: cells[c]=cells.get(c,0)|a.mask
            for a,c in cues:
                if c=='name' and a.kind=='named' and -1<=start-a.end<=4: cells['name']=cells.get('name',0)|a.mask
            for cell,cm in cells.items():
                out.append((Mentions((w,),cell),m|cm))
                x=0
                for g in self.anchors('neg',None,span)+self.anchors('except',None,span):
                    if 0<=start-g.end<=3 or 0<=g.start-end<=1: x|=g.mask
                    elif cm and g.end<=start and start-g.end<=6: x|=g.mask
                if x: out.append((Not(Mentions((w,),cell)),m|cm|x))
        self.memo[key]=out
        return out
    def bases(self, span):
        """base tables by section cues, the list shown before, or by default"""
        out=[]; 
        got={}
        for a in self.anchors('section',None,span):
            got.setdefault(a.value,0); got[a.value]|=a.mask
            size=sum(1 for r in self.rows if r.section in ({'tasks':TASKS}.get(a.value,(a.value,))))
            for c in self.nums(('rows',)):
                if c.number==size and (0<=a.start-c.end<=2 or 0<=c.start-a.end<=2): got[a.value]|=c.mask
        specific=[v for v in got if v in('key-tasks','other-tasks')]
        for v in specific: out.append((Table((v,)),got[v],0,'sec:'+v))
        if len(specific)==2: out.append((Table(TASKS),got['key-tasks']|got['other-tasks'],0,'sec:both'))
        if 'tasks' in got and not specific: out.append((Table(TASKS),got['tasks'],0,'sec:tasks'))
        if 'indicators' in got or self.anchors('level',None,span): out.append((Table(('indicators',)),got.get('indicators',0),0,'sec:indicators'))
        if 'overview' in got: out.append((Table(('overview',)),got['overview'],0,'sec:overview'))
        if not got and span!=(0,self.n):
            for a in self.anchors('section'):
                v={'tasks':TASKS}.get(a.value,(a.value,)); out.append((Table(v),0,-.8,'far:'+a.value))
        have={o[0] for o in out}
        if Table(TASKS) not in have: out.append((Table(TASKS),0,-2,'def:tasks'))
        if Table(('indicators',)) not in have: out.append((Table(('indicators',)),0,-2,'def:indicators'))
        if not out or not specific: out.append((Table(ALL),0,-3,'def:all'))
        if self.before:
            for rows,m,tag in self.before_rows(span):
                if len(rows)>1: out.append((Pick(rows),m,-1,'before'))
        return out
    def before_rows(self, span):
        b=self.before
        if not b: return []
        m=0
        for kind in ('dialogue',):
            for a in self.anchors('dialogue',None,span): m|=a.mask
        out=[]; seen=set()
        for rows,tag in ((b.rows,'rows'),(b.order,'order'),(b.pair,'pair'),(b.recent,'recent')):
            if rows and rows not in seen: seen.add(rows); out.append((rows,m,tag))
        return out
    def filtered(self, span, k=14):
        """tables with conditions"""
        key=('F',span)
        if key in self.memo: return self.memo[key]
        out=[]
        conds=self.conditions(span)
        for node,m,s,tag in self.bases(span):
            out.append(RC(node,m,s,tag,0))
            cs=[]
            for c in conds:
                if c[0]=='between': 
                    n2=Where(Where(node,c[1][0]),c[1][1]); cs.append((c,c[2],n2))
                else: cs.append((c,c[1],Where(node,c[0])))
            good=[]
            for c,cm,n2 in cs:
                try: rr=rows_of(n2,self.w)
                except Undefined: continue
                tot=len(rows_of(node,self.w))
                if len(rr)==tot: continue
                out.append(RC(n2,m|cm,s-.5-(2 if not rr else 0),tag+'+1',len(rr)))
                if rr: good.append((c,cm))
            for (c1,m1),(c2,m2) in itertools.combinations(good,2):
                if m1&m2 or c1[0]=='between' or c2[0]=='between': continue
                n2=Where(Where(node,c1[0]),c2[0])
                rr=rows_of(n2,self.w)
                out.append(RC(n2,m|m1|m2,s-.5-(2 if not rr else 0),tag+'+2',len(rr)))
                if isinstance(c1[0],Mentions) and isinstance(c2[0],Mentions) or type(c1[0])==type(c2[0]):
                    n3=Either((Where(node,c1[0]),Where(node,c2[0]))); out.append(RC(n3,m|m1|m2,s-.8,tag+'|2',1))
            for t3 in itertools.combinations(good,3):
                if len(good)>5: break
                ms=[x[1] for x in t3]
                if ms[0]&ms[1] or ms[0]&ms[2] or ms[1]&ms[2] or any(x[0][0]=='between' for x in t3): continue
                n3=Where(Where(Where(node,t3[0][0][0]),t3[1][0][0]),t3[2][0][0])
                rr=rows_of(n3,self.w)
                if rr: out.append(RC(n3,m|ms[0]|ms[1]|ms[2],s-.5,tag+'+3',len(rr)))
        # rows larger/smaller than a phrase
        out+=self.relative(span)
        out=self.prune(out,k*2,span)
        self.memo[key]=out
        return out
    def prune(self,out,k,span):
        sp=mask(*span)
        seen={}
        for o in out:
            c=bin(o.used&sp).count('1')
            sc=o.score+.25*c
            if o.node not in seen or seen[o.node][0]<sc: seen[o.node]=(sc,o)
        return [o for _,o in sorted(seen.values(),key=lambda x:-x[0])[:k]]
    def relative(self, span):
        """比普法宣传多的任务; 超过平均数的"""
        out=[]
        marks=[(a.end,a,a.value) for a in self.anchors('mark',None,span) if a.value!='between']
        for th in self.anchors('than',None,span):
            if th.end-th.start>2: continue
            for m in re.finditer('多|高|大|贵|少|低|小|便宜',self.t[th.end:span[1]]):
                a,b=th.end,th.end+m.start()
                if b-a<2 or b-a>24: continue
                mk='>' if m[0] in '多高大贵' else '<'
                e=th.end+m.end()
                for num in self.operands((a,b),3,False):
                    for node,bm,s,tag in self.bases((e,span[1]))[:3]+self.bases((span[0],th.start))[:2]:
                        out.append(RC(Where(node,Holds(mk,num.node)),num.used|bm|th.mask|mask(e-len(m[0]),e),s+num.score,'rel',1))
                break
        for end,a,v in marks:
            for m in re.finditer('的|任务|指标|，|,|$',self.t[end:span[1]]):
                b=end+m.start()
                if b-end<2: continue
                if b-end>16: break
                for num in self.operands((end,b),2,False):
                    if isinstance(num.node,Given): continue
                    for node,bm,s,tag in self.bases((b,span[1]))[:3]+self.bases((span[0],a.start))[:2]:
                        out.append(RC(Where(node,Holds(v,num.node)),num.used|bm|a.mask,s+num.score,'rel',1))
                break
        return out
    def places(self, span):
        """(places, mask, kind) of ordinals: by form order and by size"""
        out=[]
        for a in self.nums(('places',),span): out.append((a.places,a.mask,a.value))
        pn=self.nums(('places','number'),span)
        for x,y in zip(pn,pn[1:]):
            if x.kind=='places' and x.places[0]>0 and self.t[x.end:y.start] in ('到','至','-','~','—') and y.number==y.number.to_integral_value() and x.places[0]<y.number<30:
                out.append((tuple(range(x.places[0],int(y.number)+1)),x.mask|y.mask|mask(x.end,y.start),'first'))
        for a in self.anchors('order',None,span):
            if a.value=='first-one': out.append(((1,),a.mask,'nth'))
            if a.value=='last-one': out.append(((-1,),a.mask,'end'))
        return out
    def special(self, span):
        """extremes and places over tables"""
        key=('S',span)
        if key in self.memo: return self.memo[key]
        out=[]
        size=[(a,a.value=='most') for a in self.anchors('op',None,span) if a.value in('most','least')]
        more=[(a,True) for a in self.anchors('op','descending',span)]+[(a,False) for a in self.anchors('op','ascending',span)]
        pl=self.places(span)
        bases=[f for f in self.filtered(span) if f.n!=0 or '+' not in f.tag][:10]
        counts=self.nums(('rows','number'),span)
        for f in bases:
            for a,lg in size+more:
                out.append(RC(Extreme(f.node,lg,(1,)),f.used|a.mask,f.score-.1,'ext1',1))
                for c in counts:
                    if c.number!=c.number.to_integral_value() or not 1<c.number<12 or (c.kind=='number' and c.value not in('','个')): continue
                    if abs(c.start-a.end)<=3 or abs(a.start-c.end)<=3:
                        out.append(RC(Extreme(f.node,lg,tuple(range(1,int(c.number)+1))),f.used|a.mask|c.mask,f.score,'extn',1))
                for p,m,kind in pl:
                    q=tuple(abs(x) for x in p) if all(x>0 for x in p) or all(x<0 for x in p) else ()
                    if q:
                        l2=lg if kind in('nth','first') else not lg if a.value in('most',) and kind=='last' else lg
                        out.append(RC(Extreme(f.node,lg,tuple(sorted(q))),f.used|a.mask|m,f.score,'extp',1))
            for p,m,kind in pl:
                out.append(RC(Nth(f.node,p),f.used|m,f.score,'nth',1))
                q=tuple(sorted(abs(x) for x in p))
                # size by default for 前三名 / 第二大 / 倒数第二
                sw=self.sizeword(m,span)|self.rankword(m)
                small=bool(sw) and self.t[m.bit_length():m.bit_length()+1] in ('少','小','低','便')
                out.append(RC(Extreme(f.node,not small if sw else kind in('nth','first'),q),f.used|m|sw,f.score+(.3 if sw else -.3),'extd',1))
        if len(size)==2 and size[0][1]!=size[1][1]:
            for f in bases[:4]:
                out.append(RC(Either((Extreme(f.node,True,(1,)),Extreme(f.node,False,(1,)))),f.used|size[0][0].mask|size[1][0].mask,f.score,'both',2))
        if self.before:
            d=[a for a in self.anchors('dialogue',None,span) if a.value in('next','previous')]
            for a in d:
                r=self.before.rows[-1:] 
                if r:
                    i=self.ix[r[0]]+(1 if a.value=='next' else -1)
                    if 0<=i<len(self.ids) and self.rows[i].section==self.rows[self.ix[r[0]]].section:
                        out.append(RC(Pick((self.ids[i],)),a.mask,0,'step',1))
        for a,lg in size:
            if self.anchors('each',None,span) or len(self.anchors('section',None,span))>=2:
                e=self.anchors('each',None,span); m=a.mask
                for z in e: m|=z.mask
                for z in self.anchors('section',None,span): m|=z.mask
                out.append(RC(Either((Extreme(Table(('key-tasks',)),lg,(1,)),Extreme(Table(('other-tasks',)),lg,(1,)))),m,0,'ext-each',2))
        for a in self.anchors('op','duplicate',span):
            for f in bases[:4]: out.append(RC(Alike(f.node),f.used|a.mask,f.score,'alike',2))
        for p,m,kind in pl:
            if kind in('nth','end'): out.append(RC(Either((Nth(Table(('key-tasks',)),p),Nth(Table(('other-tasks',)),p))),m|sum(a.mask for a in self.anchors('section','tasks',span)[:1]),-.5,'nth2',2))
        ok=[]
        for o in out:
            try: rr=rows_of(o.node,self.w)
            except Undefined: continue
            ok.append(o._replace(n=len(rr)))
        out=self.prune(ok,18,span)
        self.memo[key]=out
        return out
    def rankword(self,m):
        e=m.bit_length(); out=0
        for a in self.anchors('ranked'):
            if a.start==e or (a.start<e<=a.end and m>>a.start&1): out|=a.mask
        return out
    def sizeword(self,m,span):
        e=m.bit_length()
        return mask(e,e+1) if e<self.n and self.t[e] in '大多高少小低贵' else 0
    def excepts(self, span):
        key=('E',span)
        if key in self.memo: return self.memo[key]
        self.memo[key]=[]
        out=[]
        for x in self.anchors('except',None,span):
            regions=[]
            # after the cue
            rest=self.t[x.end:span[1]]
            m=re.search('以外|之外|外|，|,|的|后|其|合计|一共|总|还|剩|共|再',rest[1:]) 
            ends={len(rest)}
            for mm in re.finditer('以外|之外|外|，|,|的|后|其|合计|一共|总|还|剩|共|再|平均|加',rest):
                if mm.start()>=2: ends.add(mm.start())
            for e in sorted(ends)[:4]: regions.append((x.end,x.end+e,'after'))
            head=self.t[span[0]:x.start]
            starts={0}
            for mm in re.finditer('，|,|把|将|的|除',head): starts.add(mm.end())
            for s in sorted(starts,reverse=True)[:3]:
                if x.start-(span[0]+s)>=2: regions.append((span[0]+s,x.start,'before'))
            for a,b,side in regions:
                a,b=self.trim(a,b)
                if b-a<2: continue
                less=[]
                less+=self.singles((a,b),2)
                less+=[f for f in self.special((a,b))[:4]]
                less+=[f for f in self.filtered((a,b))[:6] if f.score>-2 or '+' in f.tag]
                less+=self.conj((a,b))[:3]
                less+=[g for g in self.groups((a,b))[:2]]
                outer=[(span[0],min(a,x.start)),(max(b,x.end),span[1])]
                bs=[]
                for o in outer:
                    if o[1]>o[0]: bs+=self.filtered(o)[:5]
                if not bs: bs=self.filtered((0,0))[:3]
                if all(f.node!=Table(TASKS) for f in bs[:7]): bs=[*bs[:6],RC(Table(TASKS),0,-.6,'def:tasks',0)]
                for l in less:
                    for f in bs[:7]:
                        if f.node==l.node: continue
                        out.append(RC(Except(f.node,l.node),f.used|l.used|x.mask,f.score+l.score,'exc',1))
        ok=[]
        for o in out:
            try: rr=rows_of(o.node,self.w)
            except Undefined: continue
            ok.append(o._replace(n=len(rr)))
        out=self.prune(ok,14,span)
        self.memo[key]=out
        return out
    def conj(self, span):
        """rows joined by and/or/punctuation"""
        key=('J',span)
        if key in self.memo: return self.memo[key]
        self.memo[key]=[]
        cuts=[a for a in self.anchors('and',None,span)]
        for m in re.finditer('[、,，;；/]',self.t[span[0]:span[1]]):
            p=span[0]+m.start(); cuts.append(type('C',(),dict(start=p,end=p+1,mask=1<<p)))
        cuts=sorted({(c.start,c.end) for c in cuts})
        out=[]
        for n in (1,2,3):
            if n>1 and len(cuts)>5: break
            for cs in itertools.combinations(cuts,n):
                parts=[];p=span[0];um=0
                for s,e in cs: parts.append((p,s)); p=e; um|=mask(s,e)
                parts.append((p,span[1]))
                parts=[self.trim(a,b) for a,b in parts]
                if any(b-a<2 for a,b in parts): continue
                opts=[(self.singles(pt,2)+[f for f in self.filtered(pt)[:2] if f.tag in('sec:key-tasks','sec:other-tasks')]) for pt in parts]
                if any(not o for o in opts): continue
                for combo in itertools.islice(itertools.product(*opts),8):
                    if len({c.node for c in combo})<len(combo): continue
                    u=um
                    for c in combo: u|=c.used
                    out.append(RC(Either(tuple(c.node for c in combo)),u,sum(c.score for c in combo)/len(combo)-.2,'conj',len(combo)))
        out=sorted(out,key=lambda o:-o.score)[:6]
        self.memo[key]=out
        return out
    def rowsets(self, span, k=24):
        key=('R',span)
        if key in self.memo: return self.memo[key]
        out=self.filtered(span)[:12]+self.special(span)[:12]+self.excepts(span)[:10]+self.conj(span)+self.groups(span)
        if self.before:
            for rows,m,tag in self.before_rows(span):
                out.append(RC(Pick(rows),m,-.5,'before:'+tag,len(rows)))
        # nested: extremes / places of excepts
        for e in self.excepts(span)[:4]:
            for a in self.anchors('op',None,span):
                if a.value in('most','least'): out.append(RC(Extreme(e.node,a.value=='most',(1,)),e.used|a.mask,e.score,'ext-exc',1))
            for p,m,kind in self.places(span):
                out.append(RC(Extreme(e.node,kind in('nth','first'),tuple(sorted(abs(x) for x in p))),e.used|m,e.score,'ext-exc',1))
        self.memo[key]=out
        return out
    # ---- numbers
    def operands(self, span, k=5, deep=True):
        span=self.trim(*span)
        key=('O',span,deep)
        if key in self.memo: return self.memo[key][:k]
        self.memo[key]=[]
        out=[]
        if span[1]-span[0]<1: return []
        for a in self.nums(('number','rows'),span):
            out.append(NC(Given(a.number,a.value if a.kind=='number' else ''),a.mask,-.2,'given'))
        ops={a.value:a for a in self.anchors('op',None,span)}
        for s in self.singles(span,3):
            out.append(NC(Value(s.node),s.used,s.score,'value'))
            for i,d in enumerate(self.rows[self.ix[s.node.rows[0]]].details):
                if d.quantity.literal in self.t or any(x in self.t for x in (d.quantity.unit,)):
                    out.append(NC(Passage(s.node.rows[0],i),s.used,s.score-3,'passage'))
        sets=self.filtered(span)[:8]+self.special(span)[:8]+self.excepts(span)[:6]+self.conj(span)[:4]+self.groups(span)[:3]
        if self.before:
            for rows,m,tag in self.before_rows(span): sets.append(RC(Pick(rows),m,-.5,'before',len(rows)))
            for i,nn in enumerate(self.before.numbers):
                m=0
                for a in self.anchors('dialogue',None,span): m|=a.mask
                out.append(NC(nn,m,-.8,'before'))
        for f in sets:
            for how in ('sum','mean','median','count','range'):
                cue=ops.get(how)
                if how in('median','range') and not cue: continue
                if how=='count' and not cue and f.tag=='before' and not self.anchors('ask','number',span): continue
                sc=f.score+(.5 if cue else (-.7 if how=='sum' else (-1.2 if how=='count' and (self.rowcount or 'indicators' in str(f.tag)) else -2.5)))
                out.append(NC(Fold(how,f.node),f.used|(cue.mask if cue else 0),sc,how))
            if f.tag.startswith('ext') or f.tag in('nth','step'):
                out.append(NC(Value(f.node),f.used,f.score,'value-ext'))
        lp=dict(self.links(span))
        for i,r in enumerate(self.rows):
            if r.quantity and self.dim(r.quantity.unit)=='rent' and lp.get(i,-9)>-1.5:
                for j,x in enumerate(self.rows):
                    if x.section=='indicators' and x.quantity and self.dim(x.quantity.unit)=='people' and (lp.get(j,-9)>-6):
                        out.append(NC(Arith('times',Value(Pick((self.ids[j],))),Value(Pick((self.ids[i],)))),self.support(i,span)|self.support(j,span),lp[i]-1,'product'))
        if deep: out+=self.infix(span,inner=True)
        sp=mask(*span); seen={}
        for o in out:
            sc=o.score+.25*bin(o.used&sp).count('1')
            if o.node not in seen or seen[o.node][0]<sc: seen[o.node]=(sc,o)
        res=[o for _,o in sorted(seen.values(),key=lambda x:-x[0])]
        ok=[]
        from askperf.denoting.numbers import amount_of
        for o in res:
            try: amount_of(o.node,self.w)
            except Undefined: continue
            ok.append(o)
            if len(ok)>=10: break
        self.memo[key]=ok
        return ok[:k]
    def opmask(self,v,span):
        m=0
        for a in self.anchors('op',v,span): m|=a.mask
        return m
    def infix(self, span, inner=False):
        """binary arithmetic around cues"""
        out=[]
        def pair(a,b,c,d,how,m,k=4,flip=False):
            rest=self.anchors('op','left',(c,d))
            if rest:
                for l in self.operands((a,b),k,False):
                    if isinstance(l.node,Value):
                        for f in self.filtered((c,d))[:3]:
                            if '+' not in f.tag: out.append(NC(Arith(how,l.node,Fold('sum',Except(f.node,l.node.rows))),l.used|f.used|rest[0].mask|m|self.opmask('sum',(c,d)),l.score+f.score,how+'-rest'))
            for l in self.operands((a,b),k,False):
                for r in self.operands((c,d),k,False):
                    if l.node==r.node: continue
                    x,y=(r,l) if flip else (l,r)
                    out.append(NC(Arith(how,x.node,y.node),l.used|r.used|m,l.score+r.score,how))
        s,e=span
        opsA=self.anchors('op',None,span)
        def cut(p,q):  # clip right side at question words handled by trim
            return p,q
        for a in opsA:
            if a.value in('plus','minus','per','times','share') :
                if a.value=='share':
                    # X 占 Y 的几成
                    if self.t[a.start] in '占相':
                        pair(s,a.start,a.end,e,'share',a.mask)
                    continue
                pair(s,a.start,a.end,e,a.value,a.mask)
        for a in self.anchors('except',None,span):
            if self.t[a.start] in '减扣刨去': pair(s,a.start,a.end,e,'minus',a.mask)
        cues={a.value:a for a in opsA}
        for th in self.anchors('than',None,span)+self.anchors('and',None,span)+[None]:
            if th is None:
                continue
            for how in ('gap','ratio','share','per','times','plus','sum','minus'):
                c=cues.get(how)
                if not c: continue
                h='plus' if how=='sum' else how
                m=th.mask|c.mask
                right_end=c.start if c.start>th.end else e
                pair(s,th.start,th.end,right_end,h,m,3)
        for how in ('ratio','share','gap','per'):
            c=cues.get(how)
            if not c: continue
            for z in [x for x in re.finditer('是|为|在|于|到|里|中|相对',self.t[s:e])][:4]:
                p=s+z.start(); 
                if p<=s+1: continue
                q=c.start if c.start>p else e
                if q-p-len(z[0])>=2: pair(s,p,p+len(z[0]),q,how,c.mask|mask(p,p+len(z[0])),3,flip=z[0] in('在','里','中') and how=='share' and False)
        # floating share/per head: whole question's singles against totals
        if not inner:
            sing=self.singles(span,2)
            if 'share' in cues or self.anchors('op','half',span):
                c=cues.get('share') or self.anchors('op','half',span)[0]
                for x in sing+self.special(span)[:3]+self.filtered(span)[:4]+self.conj(span)[:2]:
                    l=Value(x.node) if x.n==1 and x.tag!='def:tasks' else Fold('sum',x.node)
                    for f in [f for f in self.filtered(span)[:6] if f.tag[:4]=='sec:' or f.tag[:4]=='def:'][:3]:
                        if f.node!=x.node: out.append(NC(Arith('share',l,Fold('sum',f.node)),x.used|f.used|c.mask,x.score+f.score-1,'share-float'))
                for x in self.singles(span,3):
                    for y in self.singles(span,3):
                        if x!=y: out.append(NC(Arith('share',Value(x.node),Value(y.node)),x.used|y.used|c.mask,x.score+y.score-1,'share-float'))
            if 'per' in cues or '人均' in self.t:
                c=cues.get('per')
                head=[i for i,r in enumerate(self.rows) if r.section=='overview' and r.quantity and self.dim(r.quantity.unit)=='people']
                for x in self.operands(span,4,False):
                    for h in head: out.append(NC(Arith('per',x.node,Value(Pick((self.ids[h],)))),x.used|(c.mask if c else 0),x.score-.5,'per-head'))
            rents=[i for i,r in enumerate(self.rows) if r.quantity and self.dim(r.quantity.unit)=='rent']
            lp=dict(self.links(span))
            for i in rents:
                if lp.get(i,-9)<-4 and not cues.get('times'): continue
                m=cues['times'].mask if 'times' in cues else 0
                for x in self.nums(('number',),span):
                    if self.dim(x.value)=='people' or x.value=='' : out.append(NC(Arith('times',Value(Pick((self.ids[i],))),Given(x.number,'人')),self.support(i,span)|x.mask|m,lp.get(i,-9)-.5,'rent'))
                for j,r in enumerate(self.rows):
                    if r.section=='indicators' and r.quantity and self.dim(r.quantity.unit)=='people' and lp.get(j,-9)>-5:
                        out.append(NC(Arith('times',Value(Pick((self.ids[j],))),Value(Pick((self.ids[i],)))),self.support(i,span)|self.support(j,span)|m,lp.get(j,-9)-.5,'rent'))
            pairs=list(itertools.combinations(self.singles(span,4),2))
            for how in ('gap','ratio','plus'):
                c=cues.get(how) or (cues.get('sum') if how=='plus' else None)
                if c:
                    for x,y in pairs:
                        out.append(NC(Arith(how,Value(x.node),Value(y.node)),x.used|y.used|c.mask,x.score+y.score-.8,how+'-float'))
                        if how=='ratio': out.append(NC(Arith(how,Value(y.node),Value(x.node)),x.used|y.used|c.mask,x.score+y.score-.9,how+'-float'))
            if 'gap' in cues:
                c=cues['gap']
                for x in self.nums(('number',),span):
                    for o in self.singles(span,2):
                        out.append(NC(Arith('gap',Value(o.node),Given(x.number,x.value)),x.mask|o.used|c.mask,o.score-.5,'gap-given'))
                for f in self.special(span)[:6]:
                    if f.tag=='both': out.append(NC(Arith('gap',Value(f.node.parts[0]),Value(f.node.parts[1])),f.used|c.mask,f.score,'gap-ext'))
                both=self.filtered(span)[:6]
                k=[f for f in both if f.node==Table(('key-tasks',))]; o=[f for f in both if f.node==Table(('other-tasks',))]
                if k and o: out.append(NC(Arith('gap',Fold('sum',k[0].node),Fold('sum',o[0].node)),k[0].used|o[0].used|c.mask,0,'gap-sec'))
            if 'ratio' in cues:
                for f in self.special(span)[:6]:
                    if f.tag=='both': out.append(NC(Arith('ratio',Value(f.node.parts[0]),Value(f.node.parts[1])),f.used|cues['ratio'].mask,f.score,'ratio-ext'))
            if self.before and len(self.before.numbers)>=2:
                b=self.before.numbers
                for how in ('gap','ratio','plus','share','times','per','minus'):
                    c=cues.get(how) or (cues.get('sum') if how=='plus' else None)
                    if not c: continue
                    m=c.mask
                    for a in self.anchors('dialogue',None,span): m|=a.mask
                    for x,y in ((b[-1],b[-2]),(b[-2],b[-1])):
                        out.append(NC(Arith(how,x,y),m,-.5,how+'-before'))
            if self.before and self.before.numbers:
                for how in ('gap','ratio','plus','share','times','per','minus'):
                    c=cues.get(how) or (cues.get('sum') if how=='plus' else None)
                    if not c: continue
                    for x in self.operands(span,4,False):
                        for bn in self.before.numbers[-2:]:
                            if x.node!=bn:
                                out.append(NC(Arith(how,bn,x.node),x.used|c.mask,x.score-.6,how+'-before1'))
                                if how in('ratio','share','minus','per'): out.append(NC(Arith(how,x.node,bn),x.used|c.mask,x.score-.7,how+'-before1'))
        best={}
        for o in out:
            if o.node not in best or best[o.node].score<o.score: best[o.node]=o
        return sorted(best.values(),key=lambda o:-(o.score+.2*bin(o.used).count('1')))[:(6 if inner else 24)]
    # ---- forms
    def add(self, form, used, score, rule):
        rule=re.sub('~.*','',rule); leans='before' in rule or rule.startswith(('follow','repeat','choose'))
        o=self.out.get(form)
        if o is None or o.score+.2*bin(o.used).count('1')<score+.2*bin(used).count('1'):
            self.out[form]=Cand(form,used,score,rule,leans)
    def candidates(self):
        S=(0,self.n)
        ops={a.value:a for a in self.A if a.kind=='op'}
        attrs={}
        for a in self.A:
            if a.kind=='attribute': attrs.setdefault(a.value,0); attrs[a.value]|=a.mask
        attr_all=0
        am=lambda *v: sum((attrs.get(x,0) for x in v))
        yes=[a for a in self.A if a.kind=='ask' and a.value=='yesno']
        askm=0
        for a in self.A:
            if a.kind in('ask',): askm|=a.mask
        rs=self.rowsets(S); sg=self.singles(S,5)
        opm=lambda v: ops[v].mask if v in ops else 0
        # 1 cells of single rows
        cells=('value','content','goal','explanation','level','unit','comparator','line','quote','section')
        steps=[x for x in rs if x.tag in('step','nth','ext1','extp','extd') and x.n==1][:6]
        bef=[x for x in rs if x.tag.startswith('before')]
        one=sg+steps+[b for b in bef if b.n==1]
        for x in one:
            for c in cells:
                m=attrs.get({'value':'amount'}.get(c,c),0)|((attrs.get('target',0)|attrs.get('name',0)|opm('find')|opm('locate')) if c=='value' else 0)|(opm('locate') if c in('line','section','level','quote') else 0)|(attrs.get('line',0) if c=='quote' else 0)
                self.add(Show(x.node,(c,)),x.used|m|askm,x.score,'show:'+c)
            if self.rows[0] is not None:
                text=[r for r in [self.row_of(x.node)] if r is not None and r.text is not None]
                if text: self.add(Show(x.node,('text',)),x.used|askm,x.score,'show:text')
            cued=[c for c in ('content','goal','explanation','level','unit','comparator') if attrs.get(c)]
            if cued:
                self.add(Show(x.node,tuple(cued[:2])+('value',)),x.used|askm|sum(attrs.get(c,0) for c in cued)|am('amount')|am('target'),x.score-.5,'show:multi')
                if len(cued)>=2: self.add(Show(x.node,tuple(cued[:2])),x.used|askm|sum(attrs.get(c,0) for c in cued),x.score-.5,'show:multi')
            r=self.row_of(x.node)
            if r is not None:
                for i,d in enumerate(r.details):
                    self.add(Tell((Passage(r.id,i),)),x.used|askm|self.passage_mask(r,i),x.score-1,'passage')
        # 2 several rows
        for x in rs:
            if x.n==1 and x.tag in('namesakes',): continue
            multi=x.tag
            m=askm|opm('list')|opm('locate')|opm('find')|opm('descending')|opm('ascending')|opm('count')|am('amount')|am('target')|am('name')
            for e in self.anchors('each'): m|=e.mask
            if x.tag in('namesakes','tied','cluster','nth2') or (x.tag.startswith('before') and x.n>1):
                self.add(Show(x.node,('value',),True),x.used|m,x.score,'open:'+x.tag.split(':')[0])
            self.add(Show(x.node,('value',)),x.used|m,x.score,'list:'+re.sub(r'^(sec|def|before):.*?(\+.|$)',r'\1\2',x.tag))
            for c in ('content','goal','explanation','unit','comparator','level'):
                if attrs.get(c):
                    self.add(Show(x.node,(c,)),x.used|m|attrs.get(c,0),x.score-.1,'listc:'+re.sub(r'^(sec|def|before):.*?(\+.|$)',r'\1\2',x.tag))
        # 3 folds
        for x in rs:
            for how in ('sum','mean','median','range','count'):
                cue=opm(how)
                if how in('median','range') and not cue: continue
                self.add(Tell((Fold(how,x.node),)),x.used|askm|cue|am('amount'),x.score+(0 if cue else -1),'fold:'+how)
            if 'count' in ops or 'list' in ops:
                pass
        # counts of two sections / grouped counts
        parts=[f for f in self.filtered(S) if f.tag.startswith('sec:key') or f.tag.startswith('sec:other')]
        if len(parts)>=2:
            a,b=parts[0],parts[1]
            for how in ('count','sum','mean'):
                self.add(Tell((Fold(how,a.node),Fold(how,b.node))),a.used|b.used|askm|opm(how),0,'fold2:'+how)
                self.add(Tell((Fold(how,Table(TASKS)),Fold(how,Table(('key-tasks',))),Fold(how,Table(('other-tasks',))))),a.used|b.used|askm|opm(how),-.5,'fold3:'+how)
        lv=self.anchors('level')
        names=list(dict.fromkeys(a.value for a in lv))
        if len(names)>=2:
            m=askm|opm('count')
            for a in lv: m|=a.mask
            self.add(Tell(tuple(Fold('count',Where(Table(('indicators',)),OfLevel(n))) for n in names)),m,0,'counts:level')
        if 'sum' in ops and ('count' in ops or 'list' in ops or am('name')):
            for x in rs[:10]:
                u=x.used|askm|opm('sum')|opm('count')|opm('list')|am('amount')|am('name')
                self.add(Tell((Fold('count',x.node),Fold('sum',x.node))),u,x.score-.2,'fold:count+sum')
                if x.n<=12: self.add(Several((Tell((Fold('sum',x.node),)),Show(x.node,('value',)))),u,x.score-.4,'fold+list:sum')
        # 4 arithmetic
        inf=self.infix(S)
        nums=[(o,self.add(Tell((o.node,)),o.used|askm|am('amount'),o.score,'arith:'+o.tag)) for o in inf]
        deep=[]
        for x in self.operands(S,6):
            if not isinstance(x.node,(Given,Value)): self.add(Tell((x.node,)),x.used|askm,x.score-.3,'number:'+x.tag)
        # unit conversion
        units=[u for u in self.r.target_units]
        for name,m in units:
            for x in one[:4]:
                rr=self.row_of(x.node)
                if rr is None or rr.quantity is None or rr.quantity.unit==name: continue
                self.add(Tell((Convert(Value(x.node),name),)),x.used|m|askm|opm('convert')|am('amount'),x.score-.2,'convert')
            for o in inf[:14]+[q for q in self.operands(S,6)]:
                if not isinstance(o.node,(Given,Value)) and self.unit_of(o.node)!=name: self.add(Tell((Convert(o.node,name),)),o.used|m|askm|opm('convert'),o.score-.3,'convert:'+o.tag)
            if self.before:
                for bn in self.before.numbers[-2:]: self.add(Tell((Convert(bn,name),)),m|askm|opm('convert')|self.dialog_mask(),-.3,'convert:before')
        for a in self.anchors('op','half'):
            for x in one[:3]+([] if not self.before else [b for b in bef if b.n==1]):
                self.add(Tell((Arith('per',Value(x.node),Given(Decimal(2))),)),x.used|a.mask|askm|am('amount'),x.score-.3,'half')
            for o in inf[:6]: self.add(Tell((Arith('per',o.node,Given(Decimal(2))),)),o.used|a.mask|askm,o.score-.3,'half:arith')
        self.claims(S,ops,askm,one,rs,inf)
        # comparing two: larger
        more=self.anchors('more')+self.anchors('less')+[a for a in self.A if a.kind=='op' and a.value in('most','least')]
        if more or 'gap' in ops:
            c=more[0] if more else ops['gap']
            big=not(c.kind=='less' or c.value=='least')
            prs=[]
            for j in self.conj(S)[:5]:
                if isinstance(j.node,Either) and len(j.node.parts)==2: prs.append((j.node.parts,j.used,j.score))
            for x,y in itertools.combinations(sg[:3],2): prs.append(((x.node,y.node),x.used|y.used,x.score+y.score-.8))
            if self.before:
                for rows,m,tag in self.before_rows(S):
                    if len(rows)==2: prs.append(((Pick(rows[:1]),Pick(rows[1:])),m,-.5))
                for b in bef:
                    if b.n==1:
                        for x in sg[:2]: prs.append(((x.node,b.node),x.used|b.used,x.score-.6))
            for (p,q),u,s in prs:
                l=Value(p) if not isinstance(p,Table) else Fold('sum',p); r=Value(q) if not isinstance(q,Table) else Fold('sum',q)
                u2=u|c.mask|askm|opm('gap')|am('amount')
                self.add(Larger(l,r,big),u2,s,'larger')
            if self.before and len(self.before.numbers)>=2:
                self.add(Larger(self.before.numbers[-2],self.before.numbers[-1],big),self.dialog_mask()|c.mask|askm|opm('gap'),-.5,'larger:before')
            k=[f for f in self.filtered(S) if f.node==Table(('key-tasks',))]; o=[f for f in self.filtered(S) if f.node==Table(('other-tasks',))]
            if k and o:
                for how in('sum','mean','count'): self.add(Larger(Fold(how,k[0].node),Fold(how,o[0].node),big),k[0].used|o[0].used|c.mask|askm|opm(how)|opm('gap'),0,'larger:sec')
        # 5 find
        for n in self.nums(('number','rows')):
            g=Given(n.number,n.value)
            secs=[()]
            for a in self.anchors('section'):
                secs.append({'tasks':TASKS}.get(a.value,(a.value,)))
            for s in secs:
                u=n.mask|askm|opm('find')|opm('locate')|opm('list')|am('amount')|am('target')|am('name')
                if s:
                    for a in self.anchors('section'): u|=a.mask
                self.add(Find(g,s),u,0,'find')
        # 6 grade
        for x in one[:3]:
            r=self.row_of(x.node)
            if r is not None and r.bands:
                self.add(Grade(r.id),x.used|askm|opm('grade'),x.score-.5,'grade:all')
                for n in self.nums(('number',)):
                    self.add(Grade(r.id,n.number),x.used|n.mask|askm|opm('grade'),x.score,'grade:score')
                for b in {b.label for b in r.bands}:
                    p=self.t.find(b)
                    if p>=0: self.add(Grade(r.id,None,b),x.used|mask(p,p+len(b))|askm|opm('grade'),x.score,'grade:label')
        # 7 position
        for x in one[:3]+[o for o in bef if o.n==1]:
            r=self.row_of(x.node)
            if r is not None and ('position' in ops or 'descending' in ops):
                for f in self.filtered(S)[:5]:
                    if f.tag[:3] in('sec','def') and '+' not in f.tag: self.add(Position(r.id,f.node),x.used|f.used|askm|opm('position')|opm('descending'),x.score+f.score,'position')
        # 8 describe
        for a in self.A:
            if a.kind=='meta': self.add(Describe(a.value),a.mask|askm,0,'describe:'+a.value)
        for v in ('form','help','who','tasks'):
            if not any(a.kind=='meta' and a.value==v for a in self.A): self.add(Describe(v),askm,-2,'describe?:'+v)
        # 9 duplicates: not yet
        # 10 the form before, a slot replaced
        if self.before: self.follow(S,ops,attrs,askm,sg)
        # 11 several
        self.several(S)
        return list(self.out.values())
    def unit_of(self,node):
        from askperf.denoting.numbers import amount_of
        try: return amount_of(node,self.w).unit
        except Undefined: return ''
    def dialog_mask(self):
        m=0
        for a in self.anchors('dialogue'): m|=a.mask
        return m
    def row_of(self,node):
        try: rr=rows_of(node,self.w)
        except Undefined: return None
        return rr[0] if len(rr)==1 else None
    def passage_mask(self,r,i):
        d=r.details[i]; m=0
        for tk in self.r.tokens:
            if len(tk.text)>1 and tk.text in d.clause: m|=mask(tk.start,tk.end)
        return m
    def claims(self,S,ops,askm,one,rs,inf):
        opm=lambda v: ops[v].mask if v in ops else 0
        meets=opm('meets')
        near1=[a for a in self.A if a.kind=='near']
        marks=[a for a in self.A if a.kind=='mark' and a.value!='between']
        base=askm|meets
        sgs=one[:5]+[x for x in rs if x.tag in('namesakes','before:rows','before:order') and x.n>1][:3]
        for n in self.nums(('number','rows')):
            near=[a for a in marks if 0<=n.start-a.end<=3 or 0<=a.start-n.end<=2]+[a for a in near1 if a.end==n.start]
            g=Given(n.number,n.value if n.kind=='number' else ('' if n.value=='个' else n.value))
            rel=[('=',0)]+[(a.value,a.mask) for a in near]
            for mk,mm in rel:
                for x in sgs:
                    u=x.used|n.mask|mm|base
                    self.add(Meets(x.node,g,mk),u,x.score,'meets'+('' if mk=='=' else ':mark'))
                    if x.n==1:
                        r=self.row_of(x.node)
                        v=Value(x.node)
                        self.add(Claim(v,mk,g),u,x.score,'claim'+('' if mk=='=' else ':mark'))
                        for i,d in enumerate(r.details if r is not None else ()):
                            if self.dim(d.quantity.unit)==self.dim(n.value) or n.value=='':
                                self.add(MeetsPassage(Passage(r.id,i),g),u|self.passage_mask(r,i),x.score-.5,'meets:passage')
                                self.add(Claim(Passage(r.id,i),mk,g),u|self.passage_mask(r,i),x.score-.5,'claim:passage')
                if n.value=='倍' or self.t[n.end:n.end+1]=='倍':
                    for o in inf[:10]:
                        if isinstance(o.node,Arith) and o.node.how=='ratio':
                            for mk2 in ({mk} if mm else {'>=','>','='}): self.add(Claim(o.node,mk2,Given(n.number,'倍')),o.used|mask(n.start,n.end+1)|mm|base,o.score-.1,'claim:ratio')
                for o in list(inf[:8]):
                    if not (o.used & n.mask): self.add(Claim(o.node,mk,g),o.used|n.mask|mm|base,o.score-.2,'claim:arith')
                for sp in [(0,min([n.start]+[a.start for a in near])),(max([n.end]+[a.end for a in near]),self.n)]:
                    for o in self.operands(sp,5):
                        if isinstance(o.node,Given): continue
                        self.add(Claim(o.node,mk,g),o.used|n.mask|mm|base,o.score-.1,'claim:number')
                if self.before:
                    for bn in self.before.numbers[-2:]: self.add(Claim(bn,mk,g),n.mask|mm|base|self.dialog_mask(),-.6,'claim:before')
            # achieved zero
        zero=re.search('一[个件次场位名人回趟家条][^,，。]{0,8}[都也](没|未|不)|(压根|完全|根本|啥都|啥也|什么都)没',self.t)
        if zero:
            m=mask(zero.start(),zero.end())
            for x in sgs: self.add(Meets(x.node,Given(Decimal(0)),'='),x.used|m|base,x.score-.2,'meets:zero')
        # half of the target / share claims
        half=self.anchors('op','half')
        if half:
            for o in inf[:8]:
                if isinstance(o.node,Arith) and o.node.how=='share':
                    for mk,mm in [(a.value,a.mask) for a in marks]+[('>=',0),('>',0)]:
                        self.add(Claim(o.node,mk,Given(Decimal(50),'%')),o.used|half[0].mask|mm|base,o.score,'claim:half')
        for a in marks:  # X 控制在 Y 以内
            for m in re.finditer('在',self.t[:a.start]):
                for l in self.operands((0,m.start()),3):
                    for r in self.operands((m.end(),a.start),3):
                        if l.node==r.node or (isinstance(l.node,Given) and isinstance(r.node,Given)): continue
                        self.add(Claim(l.node,'<=' if a.value=='<' else a.value,r.node),l.used|r.used|a.mask|mask(m.start(),m.end())|base,l.score+r.score,'claim:within')
        # A 不足 B 的一成
        for a in marks+self.anchors('of'):
            for n in self.nums(('number',)):
                if n.value!='%' or n.start<=a.end+1: continue
                for l in self.operands((0,a.start),3):
                    for r in self.operands((a.end,n.start),3):
                        if l.node==r.node or isinstance(l.node,Given) or isinstance(r.node,Given): continue
                        m2=[b.value for b in marks if b is not a and (0<=n.start-b.end<=2 or 0<=b.start-n.end<=2)]
                        for mk in ([a.value] if a.kind=='mark' else (m2 or ['>=','='])):
                            self.add(Claim(Arith('share',l.node,r.node),mk,Given(n.number,'%')),l.used|r.used|a.mask|n.mask|base,l.score+r.score-.1,'claim:share')
        # number against number
        for a in marks:
            L=self.operands((0,a.start),4); R=self.operands((a.end,self.n),4)
            for l in L:
                for r in R:
                    if l.node==r.node or (isinstance(l.node,Given) and isinstance(r.node,Given)): continue
                    self.add(Claim(l.node,a.value,r.node),l.used|r.used|a.mask|base,l.score+r.score,'claim:two')
            if self.before:
                for bn in self.before.numbers[-2:]:
                    for r in R[:3]:
                        if r.node!=bn: self.add(Claim(bn,a.value,r.node),r.used|a.mask|base|self.dialog_mask(),r.score-.6,'claim:two')
        lesser=[type('T',(),dict(start=x.start(),end=x.end(),mask=mask(x.start(),x.end()))) for x in re.finditer('有没有|有无|没有|有|不如|顶得上|抵得上|抵得过|赶得上|比得上|够得上',self.t)]
        for th in self.anchors('than')+lesser:
            for m in re.finditer('多|高|大|贵|少|低|小|便宜|一样',self.t[th.end:]):
                p=th.end+m.start()
                if p-th.end<2: continue
                mk={'少':'<','低':'<','小':'<','便':'<','一':'='}.get(m[0][0],'>')
                for l in self.operands((0,th.start),3):
                    for r in self.operands((th.end,p),3):
                        if l.node==r.node or (isinstance(l.node,Given) and isinstance(r.node,Given)): continue
                        self.add(Claim(l.node,mk,r.node),l.used|r.used|th.mask|mask(p,p+len(m[0]))|base,l.score+r.score,'claim:than')
                break
        # is it the largest / the smallest
        for x in one[:3]:
            r=self.row_of(x.node)
            if r is None: continue
            for a in self.A:
                if a.kind=='op' and a.value in('most','least'):
                    for f in self.filtered(S)[:4]:
                        if '+' in f.tag: continue
                        self.add(Belongs(r.id,Extreme(f.node,a.value=='most',(1,))),x.used|f.used|a.mask|base,x.score+f.score,'belongs:ext')
            for a in self.A:
                if a.kind=='section': self.add(Belongs(r.id,Table({'tasks':TASKS}.get(a.value,(a.value,)))),x.used|a.mask|base|opm('locate'),x.score,'belongs:section')
                if a.kind=='level': self.add(Belongs(r.id,Where(Table(('indicators',)),OfLevel(a.value))),x.used|a.mask|base,x.score,'belongs:level')
                if a.kind=='comparator': self.add(Belongs(r.id,Where(Table(('indicators',)),OfComparator(a.value))),x.used|a.mask|base,x.score,'belongs:comparator')
            for us,m,a in self.unitwords(S): self.add(Belongs(r.id,Where(Table(ALL),OfUnit(us))),x.used|m|base,x.score,'belongs:unit')
        # existence
        ex=opm('exists')|opm('list')
        for x in rs:
            if x.tag in('tied',): continue
            self.add(Some(x.node),x.used|base|ex,x.score-.3,'some:'+('cond' if '+' in x.tag or x.tag=='rel' else x.tag.split(':')[0]))
        allm=0
        for m in re.finditer('都|全|均|每',self.t): allm|=mask(m.start(),m.end())
        negm=0
        for a in self.A:
            if a.kind=='neg': negm|=a.mask
        for x in rs:
            if isinstance(x.node,Where):
                if allm:
                    c=x.node.condition
                    inv=c.condition if isinstance(c,Not) else Not(c)
                    self.add(Some(Where(x.node.rows,inv),False),x.used|base|allm,x.score-.3,'some:all')
                if negm: self.add(Some(x.node,False),x.used|base|ex|negm,x.score-.5,'some:not')
        for x in one[:3]: self.add(Some(x.node),x.used|base|ex,x.score-.6,'some:row')
        for f in self.filtered(S):
            if '+' in f.tag and f.n==0: self.add(Some(f.node),f.used|base|ex,f.score+1.5,'some:none')
        # two rows the same?
        for j in self.conj(S)[:4]:
            if isinstance(j.node,Either) and len(j.node.parts)>=2:
                p=j.node.parts
                l=[Value(q) if not isinstance(q,Table) else Fold('sum',q) for q in p]
                for a in marks or []:
                    if len(l)==2: self.add(Claim(l[0],a.value,l[1]),j.used|a.mask|base,j.score,'claim:conj')
        for x,y in itertools.combinations(one[:3],2):
            for a in marks: self.add(Claim(Value(x.node),a.value,Value(y.node)),x.used|y.used|a.mask|base,x.score+y.score-.8,'claim:float')
    def follow(self,S,ops,attrs,askm,sg):
        b=self.before; dm=self.dialog_mask()
        f=b.form
        news=[(x.node,x.used,x.score,'row') for x in sg[:4]]
        for g in self.filtered(S):
            if g.tag.startswith('sec:'): news.append((g.node,g.used,g.score,'section'))
        for g in self.special(S)[:4]+self.excepts(S)[:3]: news.append((g.node,g.used,g.score,'special'))
        rows=[c for c in nodes(f) if isinstance(c,(Pick,Table,Where,Except,Extreme,Nth,Either))]
        for new,u,s,kind in news:
            for old in dict.fromkeys(rows):
                if old==new: continue
                self.add(put(f,old,new),u|askm|dm,s-.2,'follow:'+kind)
        # narrowing what was listed
        # other number
        giv=[c for c in nodes(f) if isinstance(c,Given)]
        for n in self.nums(('number','rows')):
            for g in giv: self.add(put(f,g,Given(n.number,n.value or g.unit)),n.mask|askm|dm|(ops['meets'].mask if 'meets' in ops else 0),-.2,'follow:number')
        # choose among the rows shown
        if len(b.rows)>1:
            lp=dict(self.links(S))
            rk=sorted(((lp.get(self.ix[r],-12),r) for r in b.rows),reverse=True)
            for s,r in rk[:3]:
                x=Pick((r,)); 
                self.add(Show(x,('value',)),self.support(self.ix[r],S)|askm|dm,max(s,-3)+.5,'choose')
                c=getattr(f,'cells',None)
                if c and c!=('value',): self.add(Show(x,c),self.support(self.ix[r],S)|askm|dm,max(s,-3)+.4,'choose')
            for us,m,a in self.unitwords(S):
                self.add(Show(Where(Pick(b.rows),OfUnit(us)),('value',)),m|askm|dm,.5,'choose:unit')
        # repeat the same
        self.add(f,askm|dm,-1.5,'repeat')
        if isinstance(f,Show):
            for c in ('content','goal','value','explanation','unit','comparator','level','line','quote'):
                if attrs.get({'value':'amount'}.get(c,c)): self.add(Show(f.rows,(c,)),attrs.get({'value':'amount'}.get(c,c),0)|askm|dm,-.1,'follow:cell')
    def several(self,S):
        """two questions in one: cut at punctuation"""
        cuts=[m.start() for m in re.finditer('[,，;；。?？]',self.t)]
        if not cuts or self.n>120: return
        for c in cuts[:4]:
            a,b=self.trim(0,c),self.trim(c+1,self.n)
            if a[1]-a[0]<4 or b[1]-b[0]<3: continue
            left=self.simple(a); right=self.simple(b)
            for l in left[:3]:
                for r in right[:3]:
                    if l.form!=r.form and (getattr(l.form,'rows',0)!=getattr(r.form,'rows',1) or type(l.form)!=type(r.form)): self.add(Several((l.form,r.form)),l.used|r.used,l.score+r.score-.5,'several')
    def simple(self,span):
        out=[]
        attrs={a.value:a for a in self.anchors('attribute',None,span)}
        askm=0
        for a in self.anchors('ask',None,span): askm|=a.mask
        for x in self.singles(span,2):
            out.append(Cand(Show(x.node,('value',)),x.used|askm,x.score,'s'))
            for c in ('content','goal','explanation','level','unit'):
                if c in attrs: out.append(Cand(Show(x.node,(c,)),x.used|askm|attrs[c].mask,x.score+.2,'s'))
        ops={a.value:a for a in self.anchors('op',None,span)}
        for how in('sum','count','mean'):
            if how in ops:
                for f in self.filtered(span)[:2]+self.excepts(span)[:2]: out.append(Cand(Tell((Fold(how,f.node),)),f.used|askm|ops[how].mask,f.score+.4,'s'))
        for f in self.special(span)[:3]: out.append(Cand(Show(f.node,('value',)),f.used|askm,f.score,'s'))
        for o in self.infix(span,True)[:2]: out.append(Cand(Tell((o.node,)),o.used|askm,o.score+.3,'s'))
        return sorted(out,key=lambda c:-(c.score+.25*bin(c.used).count('1')))[:4]

def nodes(x):
    yield x
    if isinstance(x,tuple):
        for y in x: yield from nodes(y)
    elif hasattr(x,'__match_args__'):
        for name in x.__match_args__:
            v=getattr(x,name)
            if hasattr(v,'__match_args__') or isinstance(v,tuple): 
                for y in (nodes(v) if hasattr(v,'__match_args__') else itertools.chain.from_iterable(nodes(z) for z in v if hasattr(z,'__match_args__'))): yield y
def put(x,old,new):
    if x==old: return new
    if hasattr(x,'__match_args__'):
        vals=[]
        for name in x.__match_args__:
            v=getattr(x,name)
            if isinstance(v,tuple): v=tuple(put(z,old,new) if hasattr(z,'__match_args__') else z for z in v)
            elif hasattr(v,'__match_args__'): v=put(v,old,new)
            elif isinstance(old,Pick) and isinstance(new,Pick) and name=='row' and v==(old.rows[0] if len(old.rows)==1 else None): v=new.rows[0]
            vals.append(v)
        return type(x)(*vals)
    return x
