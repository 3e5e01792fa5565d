package com.happypancake.transformer.mapping;

/** What came of a fact that a row records, or why the row records none. */
public sealed interface Outcome permits Fact, Rejection, Omission {}
