package com.happypancake.sample.row;

/**
 * The kinds of dirt that old databases hold, each in every n-th row of a table, so that a table of
 * n rows is sure to have it. The periods are primes, so that kinds meet in one row now and then.
 */
enum Anomaly {
  /** 1753-01-01 for "never" in a nullable column. */
  NEVER_LONG_PAST(173),
  /** 9999-12-31 for "never" in a nullable column. */
  NEVER_FAR_FUTURE(89),
  /** 1753-01-01 or 9999-12-31 in a column that is NOT NULL. */
  NEVER_WHERE_REQUIRED(2503),
  /** The same instant as the row before. */
  SAME_INSTANT(199),
  /** Read before it was sent. */
  READ_BEFORE_SENT(307),
  /** Older than the registration of a member whom the row names. */
  BEFORE_REGISTRATION(97),
  /** Names a member whose row was deleted. */
  DELETED_MEMBER(83),
  /** A time that the country's clocks skipped. */
  SKIPPED_HOUR(499),
  /** A time that the country's clocks showed twice. */
  REPEATED_HOUR(503),
  /** A nickname that another member has in other case. */
  CASE_TWIN(149),
  /** A UTF-16 surrogate without its other half. */
  UNPAIRED_SURROGATE(211),
  /** A control character other than a line's end. */
  CONTROL_CHARACTER(223),
  /** An empty string where NULL was meant. */
  EMPTY_TEXT(53);

  private final int period;

  Anomaly(int period) {
    this.period = period;
  }

  /**
   * Returns whether {@code row} of a table has this dirt; the table's own {@code offset}, at least
   * 0, shifts the pattern.
   */
  boolean in(long row, long offset) {
    return (row + offset) % period == 0;
  }
}
