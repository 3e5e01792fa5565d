package com.happypancake.transformer.mapping;

import com.happypancake.schemas.catalogue.EventDefinition;

/**
 * A fact that cannot become an event.
 *
 * @param event which event it would have become
 * @param reason why not
 * @param column the column that is to blame
 * @param value the column's value, of numbers and times alone; empty where there is none
 */
public record Rejection(EventDefinition event, Reason reason, String column, String value)
    implements Outcome {}
