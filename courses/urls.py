from django.urls import path, register_converter

from courses.views import (
    catalogue,
    curriculum,
    decks,
    discussions,
    editor,
    files,
    films,
    finding,
    keeping,
    learners,
    lessons,
    library,
    nomenclature,
    playing,
    previews,
    revisions,
    scorm,
    search,
    settings,
    slides,
    structure,
    translated_files,
    translations,
    translators,
    versions,
)


class PageKey:
    regex = "[0-9a-f]{40}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SlideWidth(PageKey):
    regex = "960|1600"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        return int(value)

    def to_url(self, value: int) -> str:  # type: ignore[override]
        return str(value)


class Ticket(PageKey):
    regex = r"[A-Za-z0-9_.-]{20,1000}"


class FilmKey(PageKey):
    regex = r"[0-9a-f]{40}-[0-9a-f]{20}\.(?:mp4|webm|vtt)"


register_converter(FilmKey, "film_key")


class HSDigits(PageKey):
    regex = "[0-9]{2}|[0-9]{4}|[0-9]{6}"


register_converter(HSDigits, "hs_digits")
register_converter(PageKey, "page_key")
register_converter(Ticket, "ticket")
register_converter(SlideWidth, "slide_width")

app_name = "courses"
urlpatterns = [
    # The catalogue, and coming into a course
    path("courses/", catalogue.catalogue, name="catalogue"),
    path("courses/<slug:slug>/", catalogue.course, name="course"),
    path("courses/<slug:slug>/enrol/", catalogue.enrol, name="enrol"),
    path("courses/<slug:slug>/withdraw/", catalogue.withdraw, name="withdraw"),
    path("courses/<slug:slug>/newest/", catalogue.newest_version, name="newest_version"),
    # Lessons as they are learned
    path("courses/<slug:slug>/lessons/<int:lesson_id>/", lessons.lesson, name="lesson"),
    path("courses/<slug:slug>/lessons/<int:lesson_id>/done/", lessons.done, name="lesson_done"),
    path("courses/<slug:slug>/lessons/<int:lesson_id>/place/", lessons.place, name="lesson_place"),
    path("courses/<slug:slug>/lessons/<int:lesson_id>/discuss/", discussions.discuss, name="discuss"),
    path("courses/<slug:slug>/modules/<int:module_id>/keep/", keeping.keep_module, name="keep_module"),
    path("sw.js", keeping.service_worker, name="service_worker"),
    path("no-line/", keeping.no_line, name="no_line"),
    # Learners, for those who manage a course and for coordinators
    path("courses/<int:course_id>/learners/", learners.learners, name="learners"),
    path("courses/<int:course_id>/learners/decide/", learners.decide, name="decide_enrolments"),
    path("courses/<int:course_id>/learners.csv", learners.learners_csv_file, name="learners_csv"),
    path("courses/<int:course_id>/learners.xlsx", learners.learners_xlsx_file, name="learners_xlsx"),
    path("courses/<int:course_id>/nominations/", learners.nominations, name="course_nominations"),
    path(
        "courses/nominations/<int:enrolment_id>/withdraw/",
        learners.withdraw_nomination,
        name="withdraw_course_nomination",
    ),
    path("courses/<int:course_id>/learners/find/", finding.find_learners, name="find_learners"),
    # Courses and modules as they are written
    path("curriculum/", curriculum.curriculum, name="curriculum"),
    path("curriculum/courses/new/", curriculum.new_course, name="create_course"),
    path("curriculum/modules/new/", curriculum.new_module, name="create_module"),
    path("curriculum/courses/<int:course_id>/", structure.course, name="edit_course"),
    path("curriculum/courses/<int:course_id>/order/", structure.order_modules, name="order_modules"),
    path("curriculum/courses/<int:course_id>/add/", structure.add_module, name="add_module"),
    path(
        "curriculum/courses/<int:course_id>/modules/<int:module_id>/remove/",
        structure.remove_module,
        name="remove_module",
    ),
    path("curriculum/modules/<int:module_id>/", structure.module, name="edit_module"),
    path("curriculum/modules/<int:module_id>/add/", structure.add_lesson, name="add_lesson"),
    path("curriculum/modules/<int:module_id>/order/", structure.order_lessons, name="order_lessons"),
    path("curriculum/lessons/<int:lesson_id>/remove/", structure.remove_lesson, name="remove_lesson"),
    path("curriculum/courses/<int:course_id>/settings/", settings.course, name="course_settings"),
    path("curriculum/modules/<int:module_id>/settings/", settings.module, name="module_settings"),
    path("curriculum/courses/<int:course_id>/publish/", versions.publish, name="publish_course"),
    path("curriculum/courses/<int:course_id>/versions/", versions.versions, name="course_versions"),
    # Lessons as they are written
    path("curriculum/lessons/<int:lesson_id>/", editor.edit, name="edit_lesson"),
    path("curriculum/lessons/<int:lesson_id>/save/", editor.save, name="save_lesson"),
    path("curriculum/lessons/<int:lesson_id>/files/", editor.upload, name="upload_file"),
    path("curriculum/lessons/<int:lesson_id>/history/", revisions.history, name="lesson_history"),
    path("curriculum/lessons/<int:lesson_id>/history/<int:number>/", revisions.revision, name="lesson_revision"),
    path(
        "curriculum/lessons/<int:lesson_id>/history/<int:number>/restore/", revisions.restore, name="restore_revision"
    ),
    path("curriculum/lessons/<int:lesson_id>/preview/<str:language>/", previews.preview, name="preview_lesson"),
    path(
        "curriculum/lessons/<int:lesson_id>/preview/<str:language>/play/",
        previews.preview_package,
        name="preview_package",
    ),
    path("curriculum/files/<str:key>", files.course_file, name="course_file"),
    # Translations
    path("curriculum/<int:course_id>/translation/", translations.matrix, name="translation_matrix"),
    path(
        "curriculum/<int:course_id>/translation/<str:language>/publish/",
        translations.publish_language,
        name="publish_language",
    ),
    path(
        "curriculum/<int:course_id>/translation/<slug:subject>/<str:language>/",
        translations.translate,
        name="translate",
    ),
    path("curriculum/translations/", translators.translations, name="translations"),
    path("curriculum/glossary/", translators.glossary, name="glossary"),
    path("curriculum/glossary/<int:term_id>/", translators.term, name="term"),
    path("curriculum/glossary/<int:term_id>/remove/", translators.remove_term, name="remove_term"),
    path("curriculum/<int:course_id>/translators/", translators.translators, name="translators"),
    path("curriculum/translators/<int:task_id>/end/", translators.end_translation, name="end_translation"),
    path("curriculum/<int:course_id>/translation-files/", translated_files.files, name="import_translation"),
    path(
        "curriculum/<int:course_id>/translation-files/<str:language>/",
        translated_files.export,
        name="export_translation",
    ),
    path("curriculum/translation-files/<int:file_id>/", translated_files.show, name="translated_file"),
    path("curriculum/translation-files/<int:file_id>/apply/", translated_files.apply, name="apply_translated_file"),
    # Slides
    path("decks/", decks.deck_list, name="decks"),
    path("decks/new/", decks.create, name="create_deck"),
    path("decks/<int:deck_id>/", decks.deck, name="deck"),
    path("decks/<int:deck_id>/titles/", decks.rename, name="rename_deck"),
    path("decks/<int:deck_id>/progress/", decks.progress, name="deck_progress"),
    path("slides/<page_key:key>/<slide_width:width>.webp", slides.slide, name="slide"),
    # Films
    path("films/<film_key:key>", films.film, name="film"),
    path("curriculum/lessons/<int:lesson_id>/film/", films.captions, name="captions"),
    # Packages
    path("scorm-packages/", scorm.packages, name="scorm_packages"),
    path("scorm-packages/new/", scorm.upload, name="upload_scorm"),
    path("scorm-packages/<int:package_id>/", scorm.package, name="scorm_package"),
    path("scorm-packages/<int:package_id>/delete/", scorm.delete, name="delete_scorm"),
    path("curriculum/lessons/<int:lesson_id>/package/", scorm.choose, name="choose_package"),
    path("courses/<slug:slug>/lessons/<int:lesson_id>/play/", playing.play, name="play"),
    path("scorm/<ticket:signed>/", playing.player, name="scorm_player"),
    path("scorm/<ticket:signed>/state/<int:number>", playing.state, name="scorm_state"),
    path("scorm/<ticket:signed>/sequence", playing.sequence, name="scorm_sequence"),
    path("scorm/<ticket:signed>/commit/<int:number>", playing.commit, name="scorm_commit"),
    path("scorm/<ticket:signed>/files/<int:number>/<path:path>", playing.file, name="scorm_file"),
    # The library, the nomenclature, the search
    path("library/", library.documents, name="library"),
    path("library/new/", library.create, name="create_document"),
    path("library/<slug:slug>/", library.document, name="document"),
    path("library/<slug:slug>/edit/", library.edit, name="edit_document"),
    path("library/<slug:slug>/upload/", library.upload, name="upload_edition"),
    path("library/<slug:slug>/progress/", library.progress, name="edition_progress"),
    path("library/<slug:slug>/<int:edition_id>/publish/", library.publish, name="publish_edition"),
    path("library/<slug:slug>/<int:edition_id>/withdraw/", library.withdraw, name="withdraw_edition"),
    path("library/<slug:slug>/<int:edition_id>/return/", library.bring_back, name="bring_back_edition"),
    path("library/<slug:slug>/<int:edition_id>/file/", library.edition_file, name="edition_file"),
    path("library/<slug:slug>/<int:edition_id>/<int:position>/", library.read, name="read_document"),
    path("hs/", nomenclature.hs, name="hs"),
    path("hs/<hs_digits:code>/", nomenclature.hs_code, name="hs_code"),
    path("search/", search.found, name="search"),
]
