package com.happypancake.transformer.mapping;

import com.happypancake.schemas.catalogue.EventDefinition;

/**
 * A fact that cannot become an event.
 *
 * @param event the type of the event
 * @param reason why not
 * @param column at fault
 * @param value of the column, if it is a number or a time; otherwise empty
 */
public record Rejection(EventDefinition event, Reason reason, String column, String value)
    implements Outcome {}
