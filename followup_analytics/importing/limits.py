"""How much a file may hold: checked before anything is parsed, so that no file can take the machine down."""

MEGABYTE = 1_000_000
MAX_PACKED_BYTES = 50 * MEGABYTE  # a workbook as it lies on the disk
MAX_UNPACKED_BYTES = 500 * MEGABYTE  # the same, its parts unpacked
MAX_ARCHIVE_PARTS = 10_000
MAX_TEXT_BYTES = 250 * MEGABYTE  # a text file; about two million rows of ten cells
MAX_ROWS = 1_048_576  # of a sheet, as in spreadsheet programs
MAX_COLUMNS = 16_384
MAX_CELLS = 10_000_000  # of a sheet, the empty ones between filled ones among them
MAX_TEXT_CELLS = 30_000_000  # of a text file, whose rows aren't limited
MAX_FIELD_CHARACTERS = MEGABYTE
CHILD_SECONDS = 8  # for reading one workbook, start to end
CHILD_MEMORY_BYTES = 900 * MEGABYTE
