package com.happypancake.transformer.usecase;

/** The kinds of dirt that legacy databases hold. Each has a use case. */
public enum Dirt {
  /** A row names a member whose account was deleted. */
  DELETED_MEMBER_STILL_NAMED,
  /** A row names a member, a photo or an interest that no table holds. */
  ROW_NAMES_WHAT_NEVER_EXISTED,
  /** 1753-01-01 or 9999-12-31 in a column that allows NULL. */
  NEVER_IN_A_NULLABLE_COLUMN,
  /** 1753-01-01 or 9999-12-31 in a column that does not allow NULL. */
  NEVER_IN_A_REQUIRED_COLUMN,
  /** Two rows have the same time. */
  TWO_ROWS_AT_ONE_INSTANT,
  /** A message or a flirt was read before it was sent. */
  READ_BEFORE_SENT,
  /** A row is older than the registration of a member that it names. */
  OLDER_THAN_A_REGISTRATION,
  /** The country's clocks never showed the time. */
  TIME_IN_A_SKIPPED_HOUR,
  /** The country's clocks showed the time twice. */
  TIME_IN_A_REPEATED_HOUR,
  /** Two members have the same nickname, apart from upper and lower case. */
  NICKNAMES_THAT_DIFFER_IN_CASE_ALONE,
  /** A text held half of a UTF-16 surrogate pair, for which the extraction wrote U+FFFD. */
  UNPAIRED_SURROGATE,
  /** A text holds a control character. */
  CONTROL_CHARACTER,
  /** A text is empty where NULL was meant. */
  EMPTY_TEXT_FOR_NULL,
  /** Both sides deleted a message. */
  DELETED_BY_BOTH_SIDES
}
