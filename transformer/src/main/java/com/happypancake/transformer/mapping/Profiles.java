package com.happypancake.transformer.mapping;

import com.happypancake.schemas.event.Profile;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.types.Date;
import com.happypancake.schemas.value.WallClock;
import java.time.LocalDate;

/** Creates a member's profile from its row. */
final class Profiles {

  private Profiles() {}

  /** Checks the columns that a profile needs. */
  static void check(Member row, Draft draft) {
    draft
        .needs("Nickname", row.hasNickname())
        .needs("Email", row.hasEmail())
        .needs("Gender", row.hasGender())
        .needs("Birthday", row.hasBirthday())
        .possible("Birthday", birthdayTicks(row), hasPossibleBirthday(row))
        .needs("CityId", row.hasCityId())
        .needs("SeekGender", row.hasSeekGender())
        .needs("SeekAgeFrom", row.hasSeekAgeFrom())
        .needs("SeekAgeTo", row.hasSeekAgeTo())
        .needs("Balance", row.hasBalance())
        .needs("IsPremium", row.hasIsPremium())
        .possible(
            "LastLoginAt",
            row.getLastLoginAt().getTicks(),
            !hasLoggedIn(row) || LegacyTimes.isPossible(row.getLastLoginAt().getTicks()));
  }

  /** Returns the profile of a row that {@link #check} accepted. */
  static Profile of(Member row, Lookups lookups) {
    Profile.Builder profile =
        Profile.newBuilder()
            .setNickname(row.getNickname())
            .setGenderValue(row.getGender())
            .setBirthday(birthday(row))
            .setEmail(row.getEmail())
            .setCityId(row.getCityId())
            .setSeekGenderValue(row.getSeekGender())
            .setSeekAgeFrom(row.getSeekAgeFrom())
            .setSeekAgeTo(row.getSeekAgeTo())
            .setBalanceTenThousandths(row.getBalance())
            .setIsPremium(row.getIsPremium());
    lookups.cityName(row.getCityId()).ifPresent(profile::setCityName);
    if (row.hasHeadline()) {
      profile.setHeadline(row.getHeadline());
    }
    if (row.hasPresentation()) {
      profile.setPresentation(row.getPresentation());
    }
    if (row.hasHeightCm()) {
      profile.setHeightCm(row.getHeightCm());
    }
    if (hasLoggedIn(row)) {
      profile.setLastLoginAt(WallClock.toTimestamp(row.getLastLoginAt().getTicks()));
    }
    return profile.build();
  }

  private static boolean hasLoggedIn(Member row) {
    return LegacyTimes.isSet(row.hasLastLoginAt(), row.getLastLoginAt());
  }

  static boolean hasPossibleBirthday(Member row) {
    return LegacyTimes.isDate(row.getBirthday());
  }

  static long birthdayTicks(Member row) {
    return row.getBirthday() * WallClock.TICKS_PER_DAY;
  }

  static Date birthday(Member row) {
    LocalDate day = LocalDate.ofEpochDay(row.getBirthday());
    return Date.newBuilder()
        .setYear(day.getYear())
        .setMonth(day.getMonthValue())
        .setDay(day.getDayOfMonth())
        .build();
  }
}
