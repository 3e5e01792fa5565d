package com.happypancake.transformer.mapping;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Lookups that contain every id unless it is removed. */
final class FakeLookups implements Lookups {

  private final Set<Integer> unknownMembers = new HashSet<>();
  private String suffix = "";
  private int owner = 5000;
  private boolean empty;

  FakeLookups withoutMember(int id) {
    unknownMembers.add(id);
    return this;
  }

  /** Changes every value. */
  FakeLookups changed() {
    suffix = " changed";
    owner++;
    return this;
  }

  /** Removes all cities, photos and interests. */
  FakeLookups empty() {
    empty = true;
    return this;
  }

  @Override
  public OptionalLong registration(int memberId) {
    return unknownMembers.contains(memberId) ? OptionalLong.empty() : OptionalLong.of(memberId);
  }

  @Override
  public OptionalInt photoOwner(int photoId) {
    return empty ? OptionalInt.empty() : OptionalInt.of(owner);
  }

  @Override
  public Optional<String> cityName(int cityId) {
    return empty ? Optional.empty() : Optional.of("city " + cityId + suffix);
  }

  @Override
  public Optional<String> interestName(int interestId) {
    return empty ? Optional.empty() : Optional.of("interest " + interestId + suffix);
  }
}
