package com.happypancake.transformer.mapping;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventDefinition;

/**
 * A fact that becomes an event.
 *
 * @param event the event's type
 * @param time the row's own wall-clock time, in 100-nanosecond ticks since 1970-01-01T00:00:00
 * @param latestRegistration the latest registration of the members that the fact names, in ticks of
 *     UTC, or {@link Lookups#ALWAYS}
 * @param payload the event's payload
 */
public record Fact(EventDefinition event, long time, long latestRegistration, Message payload)
    implements Outcome {}
