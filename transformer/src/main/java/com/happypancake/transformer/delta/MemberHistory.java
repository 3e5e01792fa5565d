package com.happypancake.transformer.delta;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.ProfileChanged;
import com.happypancake.schemas.event.RegistrationApproved;
import com.happypancake.transformer.delta.Difference.Given;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows a member. A changed profile of an approved member gives one {@code profile-changed}, and
 * the earlier facts that carry the profile are not given again.
 */
final class MemberHistory extends RowHistory {

  private final EventDefinition approved;
  private final EventDefinition changed;

  MemberHistory(EventCatalogue events, LegacyTable table, OptionalLong unknownUntil) {
    super(events, table, unknownUntil);
    approved = events.byType("registration-approved");
    changed = events.byType("profile-changed");
  }

  @Override
  void compare(List<TimedFact> before, MappedRow now, Period period, List<Given> given) {
    Optional<TimedFact> approval = find(now.facts(), approved);
    if (approval.isEmpty()) {
      super.compare(before, now, period, given);
      return;
    }
    Optional<TimedFact> earlier = same(before, approval.get());
    List<TimedFact> others = without(now.facts(), changed);
    List<TimedFact> othersBefore = without(before, changed);
    if (earlier.isPresent()) {
      others = without(others, approved);
      othersBefore = without(othersBefore, approved);
    }
    compareFacts(othersBefore, others, now, MemberHistory::areAlikeWithoutProfile, period, given);
    boolean isApprovedAgain = given.stream().anyMatch(each -> each.event().equals(approved));
    if (earlier.isPresent() && !isApprovedAgain) {
      compareProfile(before, earlier.get(), now, approval.get(), period).ifPresent(given::add);
    }
  }

  private static boolean areAlikeWithoutProfile(TimedFact one, TimedFact other) {
    return one.instant() == other.instant() && withoutProfile(one).equals(withoutProfile(other));
  }

  private static Message withoutProfile(TimedFact fact) {
    return fact.fact().payload() instanceof MemberRegistered registered
        ? registered.toBuilder().clearNickname().clearEmail().clearGender().clearBirthday().build()
        : fact.fact().payload();
  }

  private Optional<Given> compareProfile(
      List<TimedFact> before, TimedFact earlier, MappedRow now, TimedFact approval, Period period) {
    Optional<TimedFact> change = find(now.facts(), changed);
    boolean isNewChange = change.isPresent() && same(before, change.get()).isEmpty();
    if (!isNewChange && withoutLogin(earlier).equals(withoutLogin(approval))) {
      return Optional.empty();
    }
    if (change.isPresent() && change.get().instant() > period.from()) {
      return Optional.of(anew(change.get(), now, period));
    }
    RegistrationApproved carrier = (RegistrationApproved) approval.fact().payload();
    ProfileChanged payload =
        ProfileChanged.newBuilder()
            .setMemberId(carrier.getMemberId())
            .setProfile(carrier.getProfile())
            .build();
    return Optional.of(new Given(changed, period.to(), period.to(), payload, Optional.empty()));
  }

  private static Message withoutLogin(TimedFact fact) {
    RegistrationApproved.Builder payload =
        ((RegistrationApproved) fact.fact().payload()).toBuilder();
    payload.getProfileBuilder().clearLastLoginAt();
    return payload.build();
  }

  @Override
  boolean isLastLoginOnly(List<TimedFact> before, MappedRow now) {
    return find(before, approved).isPresent()
        && find(now.facts(), approved)
            .flatMap(approval -> same(before, approval).filter(same -> !same.equals(approval)))
            .isPresent();
  }

  private static Optional<TimedFact> find(List<TimedFact> facts, EventDefinition event) {
    return facts.stream().filter(fact -> fact.fact().event().equals(event)).findFirst();
  }

  private static Optional<TimedFact> same(List<TimedFact> facts, TimedFact wanted) {
    return facts.stream().filter(wanted::isSameFact).findFirst();
  }

  private static List<TimedFact> without(List<TimedFact> facts, EventDefinition event) {
    return facts.stream().filter(fact -> !fact.fact().event().equals(event)).toList();
  }
}
