package com.happypancake.transformer.mapping;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventDefinition;

/**
 * A fact that becomes an event.
 *
 * @param event which event
 * @param time when, by the country's wall clock: 100-nanosecond ticks since 1970-01-01T00:00:00, as
 *     the row has it
 * @param namedSince the latest registration of the members that the fact names, in ticks of UTC, or
 *     {@link Lookups#ALWAYS}
 * @param payload what the event states
 */
public record Fact(EventDefinition event, long time, long namedSince, Message payload)
    implements Outcome {}
