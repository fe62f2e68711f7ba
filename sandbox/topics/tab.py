"""The anatomy that every tab shares, so that whoever knows one topic's page knows all.

One sentence saying what is seen · input with example chips · the picture · sharing · how it works · what it does not
show · try this. A topic's own tab.py chooses the fields of its input and which of its views they ask.

The fields call `window.lmSandbox` in the browser, which asks GET /api/<view> like everyone else; Gradio's own server is
never asked, so a class of forty shares one cache and one queue.
"""

from __future__ import annotations

import json
from typing import Any, get_args, get_origin

import gradio as gr
from annotated_types import MaxLen

from sandbox.language import Words
from sandbox.view import View


class Tab:
    """One view's page in one language.

    Args:
        view: what is shown.
        say: the texts of the language.
        host: address of the page's module, widgets/host/page.js, at its version.
    """

    def __init__(self, view: View[Any], say: Words, host: str) -> None:
        self.view, self.say, self.host = view, say, host
        self.texts: dict[str, Any] = say.find(view.name)
        self.field = ""  # the parameter that the text field is for
        self.choices: dict[str, list[tuple[str, str]]] = {}

    def page(self, field: str, problems: tuple[str, ...], lines: int = 1) -> None:
        """Place everything as most pages have it.

        Args:
            field: the parameter that the text field is for; empty: all is set in the picture.
            problems: the parameters that something may be wrong with.
            lines: height of the text field.
        """
        self.field = field
        self.sentence()
        self.chips()
        fields: dict[str, gr.components.Component] = {field: self.text_field(lines)} if field else {}
        self.counts()
        for name in problems:
            self.problem(name)
        self.picture(fields)
        self.share_bar()
        self.explanations()

    def sentence(self) -> None:
        """Say in one sentence what is seen, under a heading for those who hear the page."""
        heading = f'<h2 class="unseen">{self.texts["title"]}</h2>'
        sentence = f'<p class="sentence">{self.texts["sentence"]}</p>'
        gr.HTML(html_template=heading + sentence, js_on_load=None, elem_classes="plain")

    def problem(self, field: str) -> None:
        """Leave a place for what is wrong with a field."""
        gr.HTML(
            html_template=f'<p class="field-problem" data-field="{field}" role="alert" hidden></p>',
            js_on_load=None,
            elem_classes="plain",
        )

    def chips(self) -> None:
        """Offer the examples: a text, and what else belongs to it."""
        with gr.Row(elem_classes="chips"):
            gr.HTML(html_template=f"<span>{self.say('page.examples')}</span>", js_on_load=None, elem_classes="plain")
            for example in self._examples():
                label = example.pop("chip", None) or example[self.field]
                chip = gr.Button(label, size="sm", elem_classes="chip", min_width=0)
                # What the example does not say of the text field does not stay from before.
                changes = {self.field: None, **example} if self.field else example
                chip.click(None, js=f"() => lmSandbox.choose({self._name}, {_js(changes)})")

    def picture(self, fields: dict[str, gr.components.Component]) -> None:
        """Place the picture, and let the fields follow it: an example, a link or a choice in it changes them too."""
        names = list(fields)
        picture = gr.HTML(
            html_template=f'<{self.view.widget} tools="table" visits></{self.view.widget}>',
            js_on_load=f"import({_js(self.host)}).then((page) => page.mount(element, {_js(self._setup())}, trigger))",
            elem_classes="plain picture",
        )
        picture.select(
            None,
            js=f"() => lmSandbox.fields({self._name}, {_js(names)})",
            outputs=list(fields.values()),
        )

    def text_field(self, lines: int = 1) -> gr.Textbox:
        """Place the text field: the picture follows a pause in typing, and Enter at once."""
        field = gr.Textbox(
            label=self.texts[f"{self.field}_label"],
            placeholder=self.texts[f"{self.field}_placeholder"],
            lines=lines,
            max_lines=6,
            elem_classes="text-field",
        )
        field.submit(None, js=f"(text) => lmSandbox.entered({self._name}, text)", inputs=[field])
        return field

    def counts(self) -> None:
        """Say how much of the text field's limits is used, and that something is computed when it takes its time."""
        info = self.texts[f"{self.field}_info"] if self.field else ""
        count = f'<span class="field-count">{info}</span>'
        waiting = f'<span class="field-waiting" role="status" hidden>{self.say("page.computing")}</span>'
        gr.HTML(
            html_template=f'<p class="field-note">{waiting} {count}</p>', js_on_load=None, elem_classes="plain note"
        )

    def choice(self, name: str, choices: list[tuple[str, str]]) -> gr.Radio:
        """Place a choice among a few values of a parameter: (label, value)."""
        self.choices[name] = choices
        field = gr.Radio(choices, value=None, label=self.texts[f"{name}_label"], elem_classes="choice")
        field.input(None, js=f"({name}) => lmSandbox.choose({self._name}, {{{name}}})", inputs=[field])
        return field

    def companion(self, view: View[Any], vectors: list[str]) -> None:
        """Place the picture of another view that shows the same words in its own way, for the vectors it can show."""
        about = f"{_js(Tab(view, self.say, self.host)._setup())}, {self._name}, {_js(vectors)}"
        js = f"import({_js(self.host)}).then((page) => page.accompany(element, {about}))"
        gr.HTML(
            html_template=f'<{view.widget} tools="off"></{view.widget}>',
            js_on_load=js,
            elem_classes="plain picture companion",
        )

    def own_vectors(self) -> None:
        """Let the reader load a file of word vectors."""
        gr.HTML(html_template='<div class="own-vectors"></div>', js_on_load=None, elem_classes="plain own")

    def share_bar(self) -> None:
        """Offer what the shown picture can become: link, QR code, embed code, SVG, PNG, JSON."""
        page = self.say.find("page")
        buttons = "".join(
            f'<button type="button" data-share="{kind}" title="{page[f"{kind}_hint"]}">{page[kind]}</button>'
            for kind in ("share_link", "share_embed", "share_svg", "share_png", "share_json")
        )
        dialog = (
            '<dialog><h3></h3><img alt="QR" width="320" height="320" hidden><p class="share-note" hidden></p>'
            f'<textarea readonly rows="4" aria-label="{page["share_address"]}"></textarea>'
            f'<p><button type="button" data-share-save hidden>{page["share_save"]}</button>'
            f'<button type="button" data-share-copy>{page["share_copy"]}</button>'
            f'<button type="button" data-share-close>{page["close"]}</button></p></dialog>'
        )
        gr.HTML(
            html_template=f'<div class="share-bar"><span>{page["share"]}</span>{buttons}{dialog}</div>',
            js_on_load=None,
            elem_classes="plain",
        )

    def explanations(self) -> None:
        """Explain: how it works with formula and source, what the picture does not show, what to try."""
        with gr.Row(elem_classes="cards"):
            for card in ("how", "not_shown", "try"):
                with gr.Column(elem_classes=f"card card-{card}", min_width=280):
                    gr.Markdown(
                        f"## {self.say(f'page.{card}')}\n\n{self.texts[card]}",
                        latex_delimiters=[
                            {"left": "$$", "right": "$$", "display": True},
                            {"left": "$", "right": "$", "display": False},
                        ],
                    )

    @property
    def _name(self) -> str:
        return _js(self.view.name)

    def _examples(self) -> list[dict[str, Any]]:
        return [dict(example) for example in self.texts["examples"]]

    def _setup(self) -> dict[str, Any]:
        fields = self.view.params.model_fields
        annotation = fields[self.field].annotation if self.field else str
        return {
            "view": self.view.name,
            "widget": self.view.widget,
            "lang": self.say.lang,
            "example": self.view.example[self.say.lang].model_dump(mode="json", exclude_defaults=True),
            "examples": [{name: value for name, value in one.items() if name != "chip"} for one in self._examples()],
            "names": list(fields),
            "defaults": {name: field.default for name, field in fields.items() if not field.is_required()},
            "field": self.field,
            "list": get_origin(annotation) is tuple,
            "limit": self._limit(),
            "choices": self.choices,
            "counted": self.texts["counted"],
            "words": self.say.picture(self.view.widget),
            "page": self.say.find("page")
            | {"too_long": self.say.find("errors.string_too_long"), "no_text": self.say("errors.string_unicode")},
        }

    def _limit(self) -> int:
        """Return how many characters the text field takes; for a list, of all its words with signs between them."""
        if not self.field:
            return 0
        field = self.view.params.model_fields[self.field]
        longest = next(limit.max_length for limit in field.metadata if isinstance(limit, MaxLen))
        if get_origin(field.annotation) is tuple:
            one = get_args(field.annotation)[0]
            longest *= 2 + next(
                limit.max_length
                for part in get_args(one)[1:]
                for limit in getattr(part, "metadata", [part])
                if isinstance(limit, MaxLen)
            )
        return int(longest)


def _js(value: object) -> str:
    """Write a value of ours as a JavaScript literal."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")
