"""What counts more in the order of results, the same for every engine. Chosen on the judged set (tests/search)."""

# A word of the title beside the same word anywhere.
HEAD = 3.0
# A whole question that is one code beats any words; a code among words beats a rare word in a title.
WHOLE_CODE = 1000.0
ONE_CODE = 10.0
# The words typed, in this order, in a title.
IN_ORDER = 2.0
