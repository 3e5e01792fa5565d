package com.happypancake.transformer.mapping;

/** Why a whole row records no fact. */
public enum Omission implements Outcome {
  /** Both sides deleted the message, so nobody sees it. */
  DELETED_BY_BOTH
}
