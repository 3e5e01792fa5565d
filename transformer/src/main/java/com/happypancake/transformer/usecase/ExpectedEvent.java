package com.happypancake.transformer.usecase;

import com.google.protobuf.Message;
import com.happypancake.schemas.options.OptionsProto;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event that a use case expects.
 *
 * @param time the event's time
 * @param payload a payload of the event's type. Fields that are not set may have any value.
 * @param without the paths of fields that the event must not have: {@code profile.city_name}
 * @param subject the event's subject, for example {@code FI/member/4}; empty for any
 */
public record ExpectedEvent(
    Instant time, Message payload, List<String> without, Optional<String> subject) {

  /** Copies the list. */
  public ExpectedEvent {
    without = List.copyOf(without);
  }

  /** Returns the event's type, for example {@code message-sent}. */
  public String type() {
    return payload.getDescriptorForType().getOptions().getExtension(OptionsProto.event).getType();
  }
}
