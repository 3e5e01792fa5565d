package com.happypancake.transformer.mapping;

import java.util.Optional;
import java.util.OptionalInt;

/** What mappings know of rows of other tables. */
public interface Lookups {

  /** The instant from which a member counts as there when no registration is known. */
  long ALWAYS = Long.MIN_VALUE;

  /** Tells whether Members has a row of this id, be the member deleted or not. */
  boolean hasMember(int memberId);

  /**
   * Returns when a member registered.
   *
   * @param memberId of a member that {@link #hasMember} tells of
   * @return 100-nanosecond ticks of UTC since 1970-01-01; {@link #ALWAYS} where the row does not
   *     say
   */
  long registration(int memberId);

  /** Returns the member whose photo it is; empty where Photos has no row of this id. */
  OptionalInt photoOwner(int photoId);

  /** Returns a city's name; empty where Cities has no row of this id. */
  Optional<String> cityName(int cityId);

  /** Returns an interest's name; empty where Interests has no row of this id. */
  Optional<String> interestName(int interestId);
}
