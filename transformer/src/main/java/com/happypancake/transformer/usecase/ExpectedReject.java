package com.happypancake.transformer.usecase;

import com.happypancake.transformer.mapping.Reason;

/**
 * A rejected fact that a use case expects.
 *
 * @param type the type of the event that the fact can't become
 * @param reason the reason
 * @param column the faulty column
 */
public record ExpectedReject(String type, Reason reason, String column) {}
