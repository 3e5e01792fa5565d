package com.happypancake.transformer.mapping;

import com.google.protobuf.Parser;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.ProfileChanged;
import com.happypancake.schemas.event.RegistrationApproved;
import com.happypancake.schemas.legacy.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Maps Members to registered, approved, changed and deleted members, each at most once. */
final class MemberMapping implements Mapping<Member> {

  private final EventDefinition registered;
  private final EventDefinition approved;
  private final EventDefinition changed;
  private final EventDefinition deleted;

  MemberMapping(EventCatalogue events) {
    registered = events.byType("member-registered");
    approved = events.byType("registration-approved");
    changed = events.byType("profile-changed");
    deleted = events.byType("member-deleted");
  }

  @Override
  public String table() {
    return "Members";
  }

  @Override
  public Parser<Member> parser() {
    return Member.parser();
  }

  @Override
  public Set<LookupTable> lookups() {
    return Set.of(LookupTable.MEMBERS, LookupTable.CITIES);
  }

  @Override
  public List<Outcome> map(Member row, Lookups lookups) {
    List<Outcome> outcomes = new ArrayList<>(4);
    outcomes.add(registered(row, lookups));
    boolean isApproved = LegacyTimes.isSet(row.hasApprovedAt(), row.getApprovedAt());
    if (isApproved) {
      outcomes.add(approved(row, lookups));
    }
    // The approval event carries the current profile, so only a later change needs an event.
    if (isApproved
        && LegacyTimes.isSet(row.hasProfileChangedAt(), row.getProfileChangedAt())
        && row.getProfileChangedAt() > row.getApprovedAt()) {
      outcomes.add(changed(row, lookups));
    }
    if (LegacyTimes.isSet(row.hasDeletedAt(), row.getDeletedAt())) {
      outcomes.add(deleted(row, lookups));
    }
    return outcomes;
  }

  private Outcome registered(Member row, Lookups lookups) {
    return draft(registered, row, lookups)
        .needs("MemberGuid", row.hasMemberGuid())
        .needs("Nickname", row.hasNickname())
        .needs("Email", row.hasEmail())
        .needs("Gender", row.hasGender())
        .needs("Birthday", row.hasBirthday())
        .possible("Birthday", Profiles.birthdayTicks(row), Profiles.hasPossibleBirthday(row))
        .at("RegisteredAt", row.hasRegisteredAt(), row.getRegisteredAt())
        .with(
            () ->
                MemberRegistered.newBuilder()
                    .setMemberId(row.getMemberId())
                    .setMemberGuid(row.getMemberGuid())
                    .setNickname(row.getNickname())
                    .setEmail(row.getEmail())
                    .setGenderValue(row.getGender())
                    .setBirthday(Profiles.birthday(row))
                    .build());
  }

  private Outcome approved(Member row, Lookups lookups) {
    Draft draft = draft(approved, row, lookups);
    Profiles.check(row, draft);
    return draft
        .at("ApprovedAt", row.hasApprovedAt(), row.getApprovedAt())
        .with(
            () ->
                RegistrationApproved.newBuilder()
                    .setMemberId(row.getMemberId())
                    .setProfile(Profiles.of(row, lookups))
                    .build());
  }

  private Outcome changed(Member row, Lookups lookups) {
    Draft draft = draft(changed, row, lookups);
    Profiles.check(row, draft);
    return draft
        .at("ProfileChangedAt", row.hasProfileChangedAt(), row.getProfileChangedAt())
        .with(
            () ->
                ProfileChanged.newBuilder()
                    .setMemberId(row.getMemberId())
                    .setProfile(Profiles.of(row, lookups))
                    .build());
  }

  private Outcome deleted(Member row, Lookups lookups) {
    return draft(deleted, row, lookups)
        .at("DeletedAt", row.hasDeletedAt(), row.getDeletedAt())
        .with(() -> MemberDeleted.newBuilder().setMemberId(row.getMemberId()).build());
  }

  private static Draft draft(EventDefinition event, Member row, Lookups lookups) {
    return new Draft(event, lookups).member("MemberId", row.hasMemberId(), row.getMemberId());
  }
}
