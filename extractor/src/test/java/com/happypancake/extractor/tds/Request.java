package com.happypancake.extractor.tds;

/**
 * A batch that a client sent.
 *
 * @param connection a number that tells connections apart; the first is 1
 * @param inTransaction whether it was to run in a transaction
 */
public record Request(int connection, String sql, boolean inTransaction) {}
