package com.happypancake.transformer.mapping;

import com.happypancake.schemas.catalogue.EventDefinition;

/**
 * A fact that cannot become an event.
 *
 * @param event the event's type
 * @param reason the reason
 * @param column the faulty column
 * @param value the column's value if it is a number or a time; otherwise empty
 */
public record Rejection(EventDefinition event, Reason reason, String column, String value)
    implements Outcome {}
