package com.happypancake.transformer.mapping;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The rows of other tables that mappings need. */
public interface Lookups {

  /** The registration time of a member whose registration is unknown. */
  long ALWAYS = Long.MIN_VALUE;

  /**
   * Returns the time when a member registered. Deleted members count.
   *
   * @return 100-nanosecond ticks of UTC since 1970-01-01, or {@link #ALWAYS}; empty if Members
   *     lacks the id
   */
  OptionalLong registration(int memberId);

  /** Returns the owner of a photo; empty if Photos lacks the id. */
  OptionalInt photoOwner(int photoId);

  /** Returns a city's name; empty if Cities lacks the id. */
  Optional<String> cityName(int cityId);

  /** Returns an interest's name; empty if Interests lacks the id. */
  Optional<String> interestName(int interestId);
}
