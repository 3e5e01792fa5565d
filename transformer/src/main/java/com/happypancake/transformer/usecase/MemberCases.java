package com.happypancake.transformer.usecase;

import static com.happypancake.transformer.usecase.GivenRows.OULU;
import static com.happypancake.transformer.usecase.GivenRows.at;
import static com.happypancake.transformer.usecase.GivenRows.city;
import static com.happypancake.transformer.usecase.GivenRows.guid;
import static com.happypancake.transformer.usecase.GivenRows.member;
import static com.happypancake.transformer.usecase.GivenRows.winterTime;

import com.google.protobuf.Timestamp;
import com.happypancake.schemas.event.Gender;
import com.happypancake.schemas.event.MemberDeleted;
import com.happypancake.schemas.event.MemberRegistered;
import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.event.ProfileChanged;
import com.happypancake.schemas.event.RegistrationApproved;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.types.Date;
import com.happypancake.transformer.mapping.Reason;
import java.util.List;

/** The life of a member: registration, approval, changes of the profile, and deletion. */
final class MemberCases {

  private static final int MAIJA = 100;
  private static final int ARTO = 101;

  private MemberCases() {}

  private static Member.Builder maija() {
    return member(MAIJA, "Maija").setRegisteredAt(at("2014-03-01 10:00"));
  }

  private static MemberRegistered.Builder registered(int id) {
    return MemberRegistered.newBuilder().setMemberId(id);
  }

  private static RegistrationApproved.Builder approved(int id) {
    return RegistrationApproved.newBuilder().setMemberId(id);
  }

  static final List<UseCase> ALL =
      List.of(
          UseCase.named("A member registers")
              .because("A member who was never approved has no profile that others may see.")
              .given(maija().setHeadline("Ahoy"))
              .then(
                  "2014-03-01 08:00",
                  registered(MAIJA)
                      .setMemberGuid(guid(MAIJA))
                      .setNickname("Maija")
                      .setEmail("member100@example.com")
                      .setGender(Gender.GENDER_FEMALE)
                      .setBirthday(Date.newBuilder().setYear(1985).setMonth(6).setDay(24)))
              .in("FI/member/100")
              .build(),
          UseCase.named("A registration is approved")
              .because(
                  "The approval carries the whole profile as the row has it now, since the legacy"
                      + " database keeps no earlier one.")
              .given(
                  maija()
                      .setHeadline("Ahoy")
                      .setPresentation("I sail.")
                      .setHeightCm(172)
                      .setBalance(125000)
                      .setIsPremium(true)
                      .setLastLoginAt(winterTime("2014-03-05 09:30"))
                      .setApprovedAt(at("2014-03-02 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then(
                  "2014-03-02 08:00",
                  approved(MAIJA)
                      .setProfile(
                          Profile.newBuilder()
                              .setNickname("Maija")
                              .setGender(Gender.GENDER_FEMALE)
                              .setBirthday(Date.newBuilder().setYear(1985).setMonth(6).setDay(24))
                              .setEmail("member100@example.com")
                              .setCityId(OULU)
                              .setCityName("Oulu")
                              .setHeadline("Ahoy")
                              .setPresentation("I sail.")
                              .setHeightCm(172)
                              .setSeekGender(Gender.GENDER_MALE)
                              .setSeekAgeFrom(25)
                              .setSeekAgeTo(40)
                              .setBalanceTenThousandths(125000)
                              .setIsPremium(true)
                              .setLastLoginAt(Timestamp.newBuilder().setSeconds(1394004600))))
              .in("FI/member/100")
              .build(),
          UseCase.named("A profile changes after its approval")
              .because("A change is a fact of its own and carries the whole profile again.")
              .given(
                  maija()
                      .setHeadline("Ahoy")
                      .setApprovedAt(at("2014-03-02 10:00"))
                      .setProfileChangedAt(at("2014-03-03 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then(
                  "2014-03-02 08:00",
                  approved(MAIJA).setProfile(Profile.newBuilder().setHeadline("Ahoy")))
              .then(
                  "2014-03-03 08:00",
                  ProfileChanged.newBuilder()
                      .setMemberId(MAIJA)
                      .setProfile(Profile.newBuilder().setNickname("Maija").setHeadline("Ahoy")))
              .in("FI/member/100")
              .build(),
          UseCase.named("A profile last changed before its approval")
              .because("The approval carries that change already.")
              .given(
                  maija()
                      .setApprovedAt(at("2014-03-02 10:00"))
                      .setProfileChangedAt(at("2014-03-01 11:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then("2014-03-02 08:00", approved(MAIJA))
              .build(),
          UseCase.named("A profile changes before any approval")
              .because("Only an approved profile is published, so the change is not told.")
              .given(maija().setProfileChangedAt(at("2014-03-03 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .build(),
          UseCase.named("A member leaves")
              .because("The account is closed; modules hide what names the member.")
              .given(maija().setDeletedAt(at("2014-03-09 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then("2014-03-09 08:00", MemberDeleted.newBuilder().setMemberId(MAIJA))
              .in("FI/member/100")
              .build(),
          UseCase.named("A member lives in a city")
              .because("The profile carries the city's name, so no module needs the table Cities.")
              .given(city(7, "Turku"), maija().setCityId(7).setApprovedAt(at("2014-03-02 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then(
                  "2014-03-02 08:00",
                  approved(MAIJA)
                      .setProfile(Profile.newBuilder().setCityId(7).setCityName("Turku")))
              .build(),
          UseCase.named("A member lives in a city that the table lacks")
              .because("The profile is worth more than the name, which is left out.")
              .shows(Dirt.ROW_NAMES_WHAT_NEVER_EXISTED)
              .given(maija().setCityId(99).setApprovedAt(at("2014-03-02 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then(
                  "2014-03-02 08:00",
                  approved(MAIJA).setProfile(Profile.newBuilder().setCityId(99)))
              .without("profile.city_name")
              .build(),
          UseCase.named("A member was never deleted nor logged in")
              .because("1753-01-01 and 9999-12-31 mean that there is no time.")
              .shows(Dirt.NEVER_IN_A_NULLABLE_COLUMN)
              .given(
                  maija()
                      .setApprovedAt(at("2014-03-02 10:00"))
                      .setProfileChangedAt(at("1753-01-01 00:00"))
                      .setLastLoginAt(winterTime("1753-01-01 00:00"))
                      .setDeletedAt(at("9999-12-31 00:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then(
                  "2014-03-02 08:00",
                  approved(MAIJA).setProfile(Profile.newBuilder().setNickname("Maija")))
              .without("profile.last_login_at")
              .build(),
          UseCase.named("A registration has no possible time")
              .because(
                  "Only the fact without a time is rejected; the approval has its own and stays.")
              .shows(Dirt.NEVER_IN_A_REQUIRED_COLUMN)
              .given(
                  maija()
                      .setRegisteredAt(at("1753-01-01 00:00"))
                      .setApprovedAt(at("2014-03-02 10:00")))
              .then("2014-03-02 08:00", approved(MAIJA))
              .rejects("member-registered", Reason.IMPOSSIBLE_TIME, "RegisteredAt")
              .build(),
          UseCase.named("A member was approved before registering")
              .because("The facts of one row never run backwards.")
              .given(maija().setApprovedAt(at("2014-02-28 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then("2014-03-01 08:00", approved(MAIJA))
              .counts(Tally.CLAMPED, 1)
              .build(),
          UseCase.named("Two members have nicknames that differ in case alone")
              .because("Both members exist, so both events are given; members go by their number.")
              .shows(Dirt.NICKNAMES_THAT_DIFFER_IN_CASE_ALONE)
              .given(maija(), member(ARTO, "MAIJA").setRegisteredAt(at("2014-03-01 10:30")))
              .then("2014-03-01 08:00", registered(MAIJA).setNickname("Maija"))
              .then("2014-03-01 08:30", registered(ARTO).setNickname("MAIJA"))
              .build(),
          UseCase.named("A headline is empty")
              .because("What a member left empty is passed on as it is; nothing is guessed.")
              .shows(Dirt.EMPTY_TEXT_FOR_NULL)
              .given(maija().setHeadline("").setApprovedAt(at("2014-03-02 10:00")))
              .then("2014-03-01 08:00", registered(MAIJA))
              .then(
                  "2014-03-02 08:00",
                  approved(MAIJA).setProfile(Profile.newBuilder().setHeadline("")))
              .without("profile.presentation")
              .build());
}
