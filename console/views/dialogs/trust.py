"""Whether to trust a server's certificate: what it shows, to be compared by a person. Never silently."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.core.problems import Problem, ProblemCode
from console.core.trust import ServerCertificate
from console.theme.fonts import font
from console.theme.palette import mix
from console.theme.theme import Theme
from console.theme.tokens import TypeScale
from console.views.dialogs.dialog import Dialog
from console.views.dialogs.problem import day_of, explain, out_of_date
from console.views.inspector.parts import Fact, Facts
from console.views.widgets.buttons import Button, IconButton
from console.views.widgets.labels import label
from console.views.widgets.notice import Notice, Tone
from console.views.words import isolated

WIDTH: Final = 640
"""At the usual size of text."""
PAIRS_A_ROW: Final = 16
GROUP: Final = 4
PAIR: Final = (24, 24)
BETWEEN_GROUPS: Final = 12


class Fingerprint(QWidget):
    """SHA-256 as two rows of sixteen pairs, four and four together. Pairs that are not those of `unlike`, if
    it is given, are bold, boxed and underlined. Always left to right."""

    def __init__(
        self, theme: Theme, fingerprint: str, unlike: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pairs = fingerprint.split(":")
        others = unlike.split(":") if unlike else self._pairs
        self.different = [mine != other for mine, other in zip(self._pairs, others, strict=True)]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Fingerprint, SHA-256"))
        self.setAccessibleDescription(" ".join(self._pairs))
        theme.changed.connect(self._resize)

    def sizeHint(self) -> QSize:
        wide, high = self._cell()
        rows = -(-len(self._pairs) // PAIRS_A_ROW)
        groups = PAIRS_A_ROW // GROUP - 1
        return QSize(round(wide * PAIRS_A_ROW + BETWEEN_GROUPS * groups), round(high * rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain = font(t.type.body)
        bold = font(t.type.body, plain.Weight.Bold)
        # where nothing is boxed, pairs stand in line with what is above and below
        aside = Qt.AlignmentFlag.AlignHCenter if any(self.different) else Qt.AlignmentFlag.AlignLeft
        for place, (pair, different) in enumerate(zip(self._pairs, self.different, strict=True)):
            box = self.box(place)
            if different:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(mix(t.degraded, t.raised, 0.2)))
                inner = box.adjusted(1, 2, -1, -2)
                painter.drawRoundedRect(inner, 3, 3)
                painter.fillRect(
                    QRectF(inner.left() + 3, inner.bottom() - 2, inner.width() - 6, 2), QColor(t.degraded)
                )
            painter.setFont(bold if different else plain)
            painter.setPen(QColor(t.text))
            painter.drawText(box, int(aside | Qt.AlignmentFlag.AlignVCenter), pair)
        painter.end()

    def box(self, place: int) -> QRectF:
        """Where a pair is painted."""
        wide, high = self._cell()
        row, column = divmod(place, PAIRS_A_ROW)
        return QRectF(column * wide + column // GROUP * BETWEEN_GROUPS, row * high, wide, high)

    def _cell(self) -> tuple[float, float]:
        metrics = QFontMetricsF(font(self._theme.tokens.type.body))
        return max(PAIR[0], metrics.horizontalAdvance("DD") + 6), max(PAIR[1], metrics.height() + 6)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


def may_trust(problem: Problem) -> bool:
    """Whether trusting what the server shows would help: what is out of date is refused even so."""
    return problem.offered is not None and out_of_date(problem, datetime.now(UTC)) is None


class TrustDialog(Dialog[str]):
    """The certificate of a problem. `ask` gives the PEM to pin, or None: nothing is trusted then."""

    def __init__(self, theme: Theme, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.problem = problem
        self._outdated = out_of_date(problem, datetime.now(UTC))
        told = explain(problem, self)
        self.setWindowTitle(self.tr("Certificate of {0}").format(problem.url))
        self._width = round(WIDTH * theme.tokens.type.body / TypeScale().body)
        self.setFixedWidth(self._width)
        self.notice = Notice(theme, self)
        tone = Tone.BAD if problem.code is ProblemCode.CERTIFICATE_CHANGED or self._outdated else Tone.CARE
        self.notice.say(
            tone, told.title, self._advice(told.words), icon_name="lock" if tone is Tone.CARE else ""
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 20)
        self._column.setSpacing(16)
        self._column.addWidget(self.notice)
        self._add_certificates()
        self._column.addStretch(1)
        self._column.addLayout(self._buttons())

    @property
    def may_trust(self) -> bool:
        """Whether trusting it would help."""
        return may_trust(self.problem)

    def showEvent(self, event: QShowEvent) -> None:
        self.setFixedHeight(self._column.totalHeightForWidth(self._width))
        super().showEvent(event)

    def _advice(self, words: str) -> str:
        if self.problem.code is ProblemCode.CERTIFICATE_UNKNOWN and self.may_trust:
            return self.tr(
                "No authority that this computer trusts vouches for it. Compare this fingerprint with the "
                "one the server's administrator gives you. Trust it only if they are the same."
            )
        if self.problem.code is ProblemCode.CERTIFICATE_CHANGED and self.may_trust:
            return self.tr(
                "The server may have got a new one, or someone may be listening in between. Ask the server's "
                "administrator, by phone or in person, whether it was changed; then compare the new "
                "fingerprint."
            )
        return words

    def _add_certificates(self) -> None:
        pinned, offered = self.problem.pinned, self.problem.offered
        if pinned is not None and offered is not None:
            self._column.addWidget(
                self._card(self.tr("The one you trust"), pinned, unlike=offered.fingerprint)
            )
            self._column.addWidget(
                self._card(self.tr("The one it shows now"), offered, unlike=pinned.fingerprint)
            )
            where = self.tr("What differs is bold and underlined.")
            self._column.addWidget(label(where, "label", self, wrap=True))
        elif (shown := offered or pinned) is not None:
            self._column.addWidget(self._card(self.tr("Fingerprint, SHA-256"), shown))

    def _card(self, title: str, certificate: ServerCertificate, *, unlike: str = "") -> QWidget:
        """`copy` is the button of the last one made: of what the server shows now."""
        card = QFrame(self)
        card.setProperty("role", "card")
        fingerprint = Fingerprint(self.theme, certificate.fingerprint, unlike, card)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(title, "strong", card))
        head.addStretch(1)
        self.copy = IconButton(self.theme, "copy", self.tr("Copy the fingerprint"), card, small=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(certificate.fingerprint))
        head.addWidget(self.copy)
        facts = Facts(self.theme, card)
        facts.show_facts(self._facts(certificate))
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(fingerprint, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(4)
        column.addWidget(facts)
        return card

    def _facts(self, certificate: ServerCertificate) -> list[Fact]:
        issuer = self.tr("itself (self-signed)") if certificate.self_signed else isolated(certificate.issuer)
        between = self.tr("{0} to {1}").format(
            day_of(certificate.valid_from, self.locale()), day_of(certificate.valid_to, self.locale())
        )
        names = ", ".join(certificate.names)
        return [
            Fact(self.tr("Made out to"), isolated(certificate.subject)),
            Fact(self.tr("Issued by"), issuer),
            Fact(self.tr("For"), isolated(names) if names else self.tr("no host in particular")),
            Fact(self.tr("Valid"), between),
        ]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.cancel = Button(self.tr("Cancel") if self.may_trust else self.tr("Close"), self)
        self.cancel.clicked.connect(self.reject)
        self.trust = Button(self.tr("Trust this certificate"), self)
        self.trust.setVisible(self.may_trust)
        self.trust.clicked.connect(self._trust)
        row.addWidget(self.trust)
        row.addWidget(self.cancel)
        self.cancel.setDefault(True)
        self.cancel.setFocus()
        return row

    def _trust(self) -> None:
        if self.problem.offered is not None and self.may_trust:
            self.answer(self.problem.offered.pem)
