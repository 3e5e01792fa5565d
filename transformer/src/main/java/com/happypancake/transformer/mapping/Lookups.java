package com.happypancake.transformer.mapping;

import java.util.Optional;
import java.util.OptionalInt;

/** The rows of other tables, as mappings need them. */
public interface Lookups {

  /** The registration of a member for whom none is known. */
  long ALWAYS = Long.MIN_VALUE;

  /** Returns whether Members has this id, whether the member is deleted or not. */
  boolean hasMember(int memberId);

  /**
   * Returns when a member registered.
   *
   * @param memberId for which {@link #hasMember} is true
   * @return 100-nanosecond ticks of UTC since 1970-01-01, or {@link #ALWAYS}
   */
  long registration(int memberId);

  /** Returns the owner of a photo; empty if Photos does not have this id. */
  OptionalInt photoOwner(int photoId);

  /** Returns a city's name; empty if Cities does not have this id. */
  Optional<String> cityName(int cityId);

  /** Returns an interest's name; empty if Interests does not have this id. */
  Optional<String> interestName(int interestId);
}
