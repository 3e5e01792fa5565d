package com.happypancake.inspect.diff;

import java.util.Optional;

/**
 * A field that is not the same in two records.
 *
 * @param name of the field; or, in parentheses, what differs where it is no field of the schemas
 * @param before the value as readable JSON; empty where there is none
 * @param after likewise
 */
public record FieldDifference(String name, Optional<String> before, Optional<String> after) {}
