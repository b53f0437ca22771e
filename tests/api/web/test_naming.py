"""Scripts keep their meaning under short names."""

import pytest

from api.web.naming import renamed


def test_each_function_names_its_own_from_the_first_letter_on() -> None:
    text = "(()=>{function add(one,two){return one+two}function sum(all){return all.map(add)}})()"

    short = "(()=>{function e(e,t){return e+t}function t(t){return t.map(e)}})()"
    assert renamed(text) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("f(({leaf,path:where})=>leaf+where)", "f(({leaf:e,path:t})=>e+t)"),
        ("f(({leaf=1,...rest})=>({leaf,rest}))", "f(({leaf:e=1,...t})=>({leaf:e,rest:t}))"),
        ("f(([one=two,,three])=>one.three(three))", "f(([e=two,,t])=>e.three(t))"),
        ("f(({a:{b:inner=1}})=>inner)", "f(({a:{b:e=1}})=>e)"),
        ("f(function again(number){again(number)})", "f(function e(t){e(t)})"),
        (
            "f(class Own{#it=1;get it(){return Own.of(this.#it)}})",
            "f(class e{#it=1;get it(){return e.of(this.#it)}})",
        ),
        ("f(()=>{try{g()}catch(error){throw error}})", "f(()=>{try{g()}catch(e){throw e}})"),
        ("f(()=>{for(const one of all)g(one)})", "f(()=>{for(let e of all)g(e)})"),
        ("f(()=>{for(let i=0;i<9;i++)g(i)})", "f(()=>{for(let e=0;e<9;e++)g(e)})"),
        ("f(()=>{late();function late(){}})", "f(()=>{e();function e(){}})"),
        ("f(word=>`${word} word ${'word'}`)", "f(e=>`${e} word ${'word'}`)"),
    ],
)
def test_names_are_told_from_other_words(text: str, short: str) -> None:
    assert renamed(text) == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("f(outer=>inner=>outer+inner)", "f(e=>t=>e+t)"),
        ("f(outer=>inner=>inner)", "f(e=>e=>e)"),
        ("f(name=>e(name))", "f(t=>e(t))"),
        ("f(one=>{let two=g();return two})", "f(e=>{let t=g();return t})"),
        (
            "f(()=>{try{g()}catch(one){let two=g();h(two)}})",
            "f(()=>{try{g()}catch(e){let t=g();h(t)}})",
        ),
    ],
)
def test_no_name_hides_another_that_is_meant_or_told_beside_it(text: str, short: str) -> None:
    assert renamed(text) == short


def test_what_others_may_know_keeps_its_name() -> None:
    text = "export const {start}=f();const e=1;function tell(e){return e}export{e as one};"

    short = "export let {start}=f();let e=1;function tell(e){return e}export{e as one};"
    assert renamed(text).replace("let{", "let {") == short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("f(()=>{const MOST=9;return g(MOST,{MOST})})", "f(()=>{return g(9,{MOST:9})})"),
        ('f(()=>{const A="a",b=g(),C=2n;return b(A,C)})', 'f(()=>{let e=g();return e("a",2n)})'),
        (
            "f(()=>{const b=g(),A=1,c=h();return b(A,c)})",
            "f(()=>{let e=g(),t=h();return e(1,t)})",
        ),
        ("f(()=>{const A=/a/u;return A.test(b)})", "f(()=>{return /a/u.test(b)})"),
        ("f(()=>{const A=/a/g;return A.test(b)})", "f(()=>{let e=/a/g;return e.test(b)})"),
        ("f(()=>{let many=1;many+=1;return many})", "f(()=>{let e=1;e+=1;return e})"),
    ],
)
def test_what_is_the_same_anywhere_is_written_where_its_name_stood(text: str, short: str) -> None:
    assert renamed(text) == short


def test_declarations_go_on_in_their_order() -> None:
    text = "f(()=>{const one=g();const{two}=one;let three=two;return three})"

    assert renamed(text) == "f(()=>{let e=g(),{two:t}=e,a=t;return a})"


def test_a_value_is_refused_where_a_name_alone_can_stand() -> None:
    with pytest.raises(ValueError, match="not as our scripts are written"):
        renamed("f(()=>{const MOST=9;return MOST.toFixed()})")
