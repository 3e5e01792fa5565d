package com.happypancake.seeder;

/**
 * An event that came back, since no queue is bound for it.
 *
 * @param ordinal in the folder
 * @param routingKey for example {@code chat.message-sent}
 * @param reason the broker's, for example {@code NO_ROUTE}
 */
public record ReturnedEvent(long ordinal, String routingKey, String reason) {}
