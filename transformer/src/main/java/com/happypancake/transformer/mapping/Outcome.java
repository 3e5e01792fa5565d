package com.happypancake.transformer.mapping;

/** The result of mapping one fact of a row, or the reason why the row gives no facts. */
public sealed interface Outcome permits Fact, Rejection, Omission {}
