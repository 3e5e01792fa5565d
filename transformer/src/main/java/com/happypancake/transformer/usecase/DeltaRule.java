package com.happypancake.transformer.usecase;

/** The rules by which a delta's rows become events. Each has a use case. */
public enum DeltaRule {
  /** The row gives a fact that it did not give before. */
  FACT_IS_NEW,
  /** The delta holds a key both as deleted and as a row: the row changed. */
  KEY_IS_DELETED_AND_PRESENT,
  /** A deleted row came again, so its facts need other ids. */
  ROW_CAME_AGAIN,
  /** A message that both sides had deleted is shown again. */
  MESSAGE_IS_SHOWN_AGAIN,
  /** A fact carries other values than before. */
  CONTENT_CHANGED,
  /** Clamping gives a fact another time than before. */
  MOVED_BY_CLAMPING,
  /** A profile changed after the predecessor was extracted, and its row says when. */
  PROFILE_CHANGED_AT_ITS_TIME,
  /** A profile changed, and its row does not say when. */
  PROFILE_CHANGED_AT_THE_DELTA,
  /** A new approval carries the profile. */
  APPROVAL_CARRIES_THE_PROFILE,
  /** Only the time of the last login changed. */
  LAST_LOGIN_ALONE,
  /** The row was deleted. */
  ROW_REMOVED,
  /** Both sides have deleted a message by now. */
  DELETED_BY_BOTH_SINCE,
  /** The row of a block was deleted. */
  BLOCK_REMOVED,
  /** The end of a block was cleared. */
  UNBLOCKING_CLEARED,
  /** A photo is no longer a portrait. */
  PORTRAIT_CLEARED,
  /** A fact is gone and its row stays: the row's facts are given again. */
  FACTS_GIVEN_AGAIN,
  /** A flirt, a visit or an abuse report is gone. It stays history. */
  HISTORY_STAYS,
  /** A deleted row that gave no fact has no removal. */
  NO_FACT_AND_NO_REMOVAL,
  /** The row of a city or an interest changed. */
  LOOKUP_CHANGED,
  /** The first fact of a row is rejected by now, so the row is taken back. */
  FIRST_FACT_REJECTED,
  /** A fact that was rejected is tried again with the new lookups. */
  REJECT_TRIED_AGAIN,
  /** A removal looks owners up as before the delta. */
  REMOVAL_BY_OLD_LOOKUPS
}
