"""Errands about templates: the shipped ones and the clinic's own, whom they suit, and what they start."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from clinic_app.domain.errors import ConflictError, InputError, KnownError
from clinic_app.domain.library import Library, Template, TemplateLine, TemplatePhase
from clinic_app.domain.limits import limits_of
from clinic_app.domain.program import Phase, ProgramContent
from clinic_app.domain.program_limits import check_texts
from clinic_app.domain.repositories import Record
from clinic_app.domain.shelf import OwnEntry, ShelfKind
from clinic_app.domain.side import EpisodeSide, PlannedSide
from clinic_app.domain.template_fit import Misfit, fits, misfits
from clinic_app.exchange.program_file import read_program
from clinic_app.exchange.program_file_text import program_table
from clinic_app.services.programs import template_content

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A template as it is offered; ``own`` is the content of one of the clinic's own."""

    template: Template
    own: ProgramContent | None = None
    archived_at: datetime | None = None
    is_favourite: bool = False
    fit: int = 0
    misfits: tuple[Misfit, ...] = ()

    @property
    def slug(self) -> str:
        """Its key on the shelf."""
        return self.template.slug


@dataclass(frozen=True, slots=True)
class TemplateService:
    """Works on one open record and one library."""

    record: Record
    library: Library

    def offers(self, patient_id: UUID | None = None, *, archived: bool = False) -> Sequence[Offer]:
        """The clinic's own first, then the shipped ones; for a patient with how each fits.

        ``archived`` chooses the clinic's archived ones only.
        """
        with self.record.reading() as work:
            patient = work.patients.get(patient_id) if patient_id else None
            episodes = work.episodes.of_patient(patient_id) if patient_id else ()
            entries = work.shelf.own(ShelfKind.TEMPLATE, archived=archived)
            uses = {use.slug: use for use in work.shelf.uses(ShelfKind.TEMPLATE)}
        own = [self._own(entry) for entry in entries if (entry.archived_at is not None) is archived]
        shipped = [] if archived else [Offer(template=each) for each in self.library.templates.values()]
        limits = limits_of(patient, episodes)
        found = fits(
            [*self.library.templates.values(), *(each.template for each in own)], episodes, self.library
        )
        return [
            replace(
                offer,
                is_favourite=offer.slug in uses and uses[offer.slug].is_favourite,
                fit=found[offer.slug],
                misfits=misfits(offer.template.exercise_slugs, limits, self.library),
            )
            for offer in (*own, *shipped)
        ]

    def misfits(self, template: Template, patient_id: UUID) -> tuple[Misfit, ...]:
        """What of one template does not suit a patient."""
        with self.record.reading() as work:
            patient = work.patients.get(patient_id)
            episodes = work.episodes.of_patient(patient_id)
        return misfits(template.exercise_slugs, limits_of(patient, episodes), self.library)

    def save_as(self, content: ProgramContent, title: str, phase: str = "") -> OwnEntry:
        """Keep a program as a template of the clinic's own; nothing of its patient is kept.

        Raises:
            InputError: it has no title, a text of endless length, or the program is empty.
        """
        if not content.items:
            raise InputError("Add an exercise first: a template needs at least one.")
        check_texts(content)
        entry_criterion = content.phase.entry_criterion if content.phase else ""
        stage = Phase(name=phase.strip(), entry_criterion=entry_criterion) if phase.strip() else None
        named = replace(content, title=_checked(title), phase=stage, person="")
        slug = f"own-{uuid4().hex}"
        return self._store(OwnEntry(kind=ShelfKind.TEMPLATE, slug=slug, table=program_table(named)))

    def title(self, slug: str) -> str:
        """What an own template is called now."""
        return str(self._entry(slug).table.get("title", ""))

    def rename(self, slug: str, title: str, before: str | None = None) -> OwnEntry:
        """Call an own template something else; ``before`` is what it was called when it was shown.

        Raises:
            InputError: it would have no title.
            ConflictError: another window called it something else meanwhile.
        """
        entry = self._entry(slug)
        if before is not None and entry.table.get("title", "") not in (before, title.strip()):
            raise ConflictError("Somebody else changed this first. Look at their version before you go on.")
        return self._store(replace(entry, table={**entry.table, "title": _checked(title)}))

    def archive(self, slug: str) -> OwnEntry:
        """Take an own template out of the list; nothing is deleted."""
        return self._store(replace(self._entry(slug), archived_at=self.record.clock()))

    def restore(self, slug: str) -> OwnEntry:
        """Bring an archived template back."""
        return self._store(replace(self._entry(slug), archived_at=None))

    def content(
        self,
        offer: Offer,
        *,
        language: str = "en",
        affected: EpisodeSide = EpisodeSide.NONE,
        phase: int = 0,
    ) -> ProgramContent:
        """What a template starts a program with; no next visit is set.

        Raises:
            InputError: a line needs the affected side and none is known.
        """
        if offer.own is None:
            return template_content(offer.template, language=language, affected=affected, phase=phase)
        items = tuple(replace(item, id=uuid4()) for item in offer.own.items)
        return replace(offer.own, language=language, items=items, template_slug=offer.slug)

    def _own(self, entry: OwnEntry) -> Offer:
        content = self._read(entry)
        name = content.phase.name if content.phase else ""
        criterion = content.phase.entry_criterion if content.phase else ""
        phase = TemplatePhase(
            names={content.language: name, "en": name} if name else {},
            entry_criteria={content.language: criterion, "en": criterion} if criterion else {},
            lines=tuple(
                TemplateLine(
                    exercise_slug=item.exercise_slug,
                    side=PlannedSide(item.side.value),
                    dosage=item.dosage,
                    schedule=item.schedule,
                )
                for item in content.items
            ),
        )
        titles = {content.language: content.title, "en": content.title}
        template = Template(
            slug=entry.slug,
            titles=titles,
            whys={content.language: content.why} if content.why else {},
            phases=(phase,),
            education=content.education,
        )
        return Offer(template=template, own=content, archived_at=entry.archived_at)

    def _read(self, entry: OwnEntry) -> ProgramContent:
        """What the entry holds of what the library offers; a template whose exercises are gone is empty."""
        table: dict[str, Any] = dict(entry.table)
        known = [row for row in table.get("items", ()) if row.get("exercise") in self.library.exercises]
        title, language = str(table.get("title", "")), str(table.get("language", "en"))
        empty = ProgramContent(title=title, language=language)
        if not known:
            return empty
        data = json.dumps({**table, "items": known}).encode()
        try:
            return read_program(data, self.library, place=title, languages=(language, "en")).content
        except KnownError:
            return empty

    def _entry(self, slug: str) -> OwnEntry:
        with self.record.reading() as work:
            entries: Mapping[str, OwnEntry] = {
                entry.slug: entry for entry in work.shelf.own(ShelfKind.TEMPLATE, archived=True)
            }
        if slug not in entries:
            raise InputError("There is no template “{slug}” of your own.", slug=slug)
        return entries[slug]

    def _store(self, entry: OwnEntry) -> OwnEntry:
        with self.record.writing() as work:
            stored = work.shelf.save_own(entry)
            work.commit()
        return stored


def _checked(title: str) -> str:
    named = title.strip()
    if not named:
        raise InputError("Type a name: it is how you find the template again.")
    if len(named) > LONGEST_TITLE:
        raise InputError("Shorten the name to {most} letters or fewer.", most=LONGEST_TITLE)
    return named
