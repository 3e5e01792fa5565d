package com.happypancake.transformer.mapping;

/** The reason why a whole row gives no facts. */
public enum Omission implements Outcome {
  /** Both sides deleted the message, so nobody sees it. */
  DELETED_BY_BOTH
}
