package com.happypancake.transformer.usecase;

import static com.happypancake.transformer.usecase.GivenRows.ANNA;
import static com.happypancake.transformer.usecase.GivenRows.ONNI;
import static com.happypancake.transformer.usecase.GivenRows.at;
import static com.happypancake.transformer.usecase.GivenRows.member;
import static com.happypancake.transformer.usecase.GivenRows.message;

import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.MessageHidden;
import com.happypancake.schemas.event.MessageSent;
import com.happypancake.schemas.event.ThreadRead;
import com.happypancake.transformer.mapping.Reason;
import java.util.List;

/** Messages: sent, read, hidden, and what may be wrong with them. */
final class MessageCases {

  private static final int MAIJA = 100;

  private MessageCases() {}

  private static MessageSent.Builder sent(long id) {
    return MessageSent.newBuilder().setMessageId(id);
  }

  private static ThreadRead.Builder read(long id) {
    return ThreadRead.newBuilder().setMessageId(id);
  }

  private static MessageHidden.Builder hidden(long id, int from, int other) {
    return MessageHidden.newBuilder().setMessageId(id).setMemberId(from).setOtherMemberId(other);
  }

  static final List<UseCase> ALL =
      List.of(
          UseCase.named("A message is sent and read")
              .because("One row records two facts, each at its own time.")
              .given(
                  message(900)
                      .setSubject("Hello")
                      .setSentAt(at("2014-03-01 10:00"))
                      .setReadAt(at("2014-03-01 11:00")))
              .then(
                  "2014-03-01 08:00",
                  sent(900)
                      .setFromMemberId(ANNA)
                      .setToMemberId(ONNI)
                      .setSubject("Hello")
                      .setBody("Hei!"))
              .in("FI/chat/4-17")
              .then("2014-03-01 09:00", read(900).setFromMemberId(ANNA).setReaderId(ONNI))
              .in("FI/chat/4-17")
              .build(),
          UseCase.named("An answer goes the other way")
              .because("Both directions are one chat, which has the lower number first.")
              .given(message(901).setFromMemberId(ONNI).setToMemberId(ANNA))
              .then("2014-03-01 10:00", sent(901).setFromMemberId(ONNI).setToMemberId(ANNA))
              .in("FI/chat/4-17")
              .without("subject")
              .build(),
          UseCase.named("The sender deletes a message")
              .because(
                  "The other side still sees it. The row does not say when it was deleted: the"
                      + " time of sending is the latest that is known.")
              .given(message(900).setDeletedBySender(true))
              .then("2014-03-01 10:00", sent(900))
              .then("2014-03-01 10:00", hidden(900, ANNA, ONNI))
              .in("FI/chat/4-17")
              .build(),
          UseCase.named("The recipient deletes a message after reading it")
              .because("It is hidden at the later of the times of sending and reading.")
              .given(message(900).setReadAt(at("2014-03-01 13:00")).setDeletedByRecipient(true))
              .then("2014-03-01 10:00", sent(900))
              .then("2014-03-01 11:00", read(900))
              .then("2014-03-01 11:00", hidden(900, ONNI, ANNA))
              .build(),
          UseCase.named("Both sides delete a message")
              .because("Nobody sees it any more, so it is counted and not published.")
              .shows(Dirt.DELETED_BY_BOTH_SIDES)
              .given(
                  message(900)
                      .setReadAt(at("2014-03-01 13:00"))
                      .setDeletedBySender(true)
                      .setDeletedByRecipient(true))
              .counts(Tally.DELETED_BY_BOTH, 1)
              .build(),
          UseCase.named("A message was read before it was sent")
              .because(
                  "The reading is moved to the time of sending, since facts of one row never"
                      + " run backwards.")
              .shows(Dirt.READ_BEFORE_SENT)
              .given(message(900).setReadAt(at("2014-03-01 11:00")))
              .then("2014-03-01 10:00", sent(900))
              .then("2014-03-01 10:00", read(900))
              .counts(Tally.CLAMPED, 1)
              .build(),
          UseCase.named("A message was never read")
              .because("9999-12-31 means that there is no time.")
              .shows(Dirt.NEVER_IN_A_NULLABLE_COLUMN)
              .given(message(900).setReadAt(at("9999-12-31 00:00")))
              .then("2014-03-01 10:00", sent(900))
              .build(),
          UseCase.named("A message has no possible time")
              .because("Only the facts that need the time are rejected; the reading stays.")
              .shows(Dirt.NEVER_IN_A_REQUIRED_COLUMN)
              .given(
                  message(900).setSentAt(at("9999-12-31 00:00")).setReadAt(at("2014-03-01 13:00")))
              .then("2014-03-01 11:00", read(900))
              .rejects("message-sent", Reason.IMPOSSIBLE_TIME, "SentAt")
              .build(),
          UseCase.named("A message has no body")
              .because("A required value is missing; the reading does not need it and stays.")
              .given(message(900).clearBody().setReadAt(at("2014-03-01 13:00")))
              .then("2014-03-01 11:00", read(900))
              .rejects("message-sent", Reason.MISSING_VALUE, "Body")
              .build(),
          UseCase.named("A message goes to a member who never existed")
              .because("Each fact that names nobody is rejected for itself.")
              .shows(Dirt.ROW_NAMES_WHAT_NEVER_EXISTED)
              .given(message(900).setToMemberId(999).setReadAt(at("2014-03-01 13:00")))
              .rejects("message-sent", Reason.UNKNOWN_MEMBER, "ToMemberId")
              .rejects("thread-read", Reason.UNKNOWN_MEMBER, "ToMemberId")
              .build(),
          UseCase.named("A message comes from a member who left")
              .because("The fact happened. Modules hide what names a deleted member.")
              .shows(Dirt.DELETED_MEMBER_STILL_NAMED)
              .given(
                  member(MAIJA, "Maija").setDeletedAt(at("2014-02-01 12:00")),
                  message(900).setFromMemberId(MAIJA))
              .then("2013-01-01 10:00", MemberRegistered.newBuilder().setMemberId(MAIJA))
              .then("2014-02-01 10:00", MemberDeleted.newBuilder().setMemberId(MAIJA))
              .then("2014-03-01 10:00", sent(900).setFromMemberId(MAIJA).setToMemberId(ONNI))
              .in("FI/chat/17-100")
              .build(),
          UseCase.named("A member writes at the instant of leaving")
              .because("A deletion comes last at its instant, so nothing follows it there.")
              .shows(Dirt.TWO_ROWS_AT_ONE_INSTANT)
              .given(
                  member(MAIJA, "Maija").setDeletedAt(at("2014-03-09 10:00")),
                  message(900).setFromMemberId(MAIJA).setSentAt(at("2014-03-09 10:00")))
              .then("2013-01-01 10:00", MemberRegistered.newBuilder().setMemberId(MAIJA))
              .then("2014-03-09 08:00", sent(900).setFromMemberId(MAIJA))
              .then("2014-03-09 08:00", MemberDeleted.newBuilder().setMemberId(MAIJA))
              .build(),
          UseCase.named("A message is older than its sender's registration")
              .because("It is kept at its time and counted; consumers may meet unknown members.")
              .shows(Dirt.OLDER_THAN_A_REGISTRATION)
              .given(
                  member(MAIJA, "Maija").setRegisteredAt(at("2014-03-02 12:00")),
                  message(900).setFromMemberId(MAIJA))
              .then("2014-03-01 10:00", sent(900).setFromMemberId(MAIJA))
              .then("2014-03-02 10:00", MemberRegistered.newBuilder().setMemberId(MAIJA))
              .counts(Tally.BEFORE_REGISTRATION, 1)
              .build(),
          UseCase.named("Two messages are sent at the same instant")
              .because("The one with the lower number comes first, in every run.")
              .shows(Dirt.TWO_ROWS_AT_ONE_INSTANT)
              .given(message(900), message(901).setFromMemberId(ONNI).setToMemberId(ANNA))
              .then("2014-03-01 10:00", sent(900))
              .then("2014-03-01 10:00", sent(901))
              .build(),
          UseCase.named("A message is sent in the hour that spring skips")
              .because("The clocks went from 03:00 to 04:00; the time is moved on by an hour.")
              .shows(Dirt.TIME_IN_A_SKIPPED_HOUR)
              .given(message(900).setSentAt(at("2014-03-30 03:30")))
              .then("2014-03-30 01:30", sent(900))
              .counts(Tally.SKIPPED_HOUR, 1)
              .build(),
          UseCase.named("A message is sent in the hour that autumn repeats")
              .because("The clocks showed 03:30 twice; the first time is taken.")
              .shows(Dirt.TIME_IN_A_REPEATED_HOUR)
              .given(message(900).setSentAt(at("2014-10-26 03:30")))
              .then("2014-10-26 00:30", sent(900))
              .counts(Tally.REPEATED_HOUR, 1)
              .build(),
          UseCase.named("A message holds half a character")
              .because(
                  "The extraction wrote U+FFFD, the mark of a lost character, for it; the rest is"
                      + " kept.")
              .shows(Dirt.UNPAIRED_SURROGATE)
              .given(message(900).setBody("Hei \uFFFD!"))
              .then("2014-03-01 10:00", sent(900).setBody("Hei \uFFFD!"))
              .build(),
          UseCase.named("A message holds control characters")
              .because("Texts are passed on as members wrote them.")
              .shows(Dirt.CONTROL_CHARACTER)
              .given(message(900).setBody("Hei\u0007\u0000!"))
              .then("2014-03-01 10:00", sent(900).setBody("Hei\u0007\u0000!"))
              .build(),
          UseCase.named("A message has an empty subject line")
              .because("What a member left empty is passed on as it is; nothing is guessed.")
              .shows(Dirt.EMPTY_TEXT_FOR_NULL)
              .given(message(900).setSubject(""))
              .then("2014-03-01 10:00", sent(900).setSubject(""))
              .build());
}
