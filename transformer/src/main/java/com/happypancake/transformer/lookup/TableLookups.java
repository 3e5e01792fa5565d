package com.happypancake.transformer.lookup;

import com.happypancake.transformer.mapping.Lookups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Lookups that are filled table by table. */
public final class TableLookups implements Lookups {

  private final IntLongMap members = new IntLongMap();
  private final IntLongMap photos = new IntLongMap();
  private final Names cities = new Names();
  private final Names interests = new Names();

  /**
   * Adds a member.
   *
   * @param registration the time in ticks of UTC, or {@link Lookups#ALWAYS}
   * @return false if the id already exists
   */
  public boolean putMember(int memberId, long registration) {
    return members.put(memberId, registration);
  }

  /**
   * Adds a photo.
   *
   * @return false if the id already exists
   */
  public boolean putPhoto(int photoId, int ownerId) {
    return photos.put(photoId, ownerId);
  }

  /**
   * Adds a city.
   *
   * @return false if the id already exists
   */
  public boolean putCity(int cityId, String name) {
    return cities.put(cityId, name);
  }

  /**
   * Adds an interest.
   *
   * @return false if the id already exists
   */
  public boolean putInterest(int interestId, String name) {
    return interests.put(interestId, name);
  }

  @Override
  public boolean hasMember(int memberId) {
    return members.contains(memberId);
  }

  @Override
  public long registration(int memberId) {
    return members.get(memberId);
  }

  @Override
  public OptionalInt photoOwner(int photoId) {
    return photos.contains(photoId)
        ? OptionalInt.of((int) photos.get(photoId))
        : OptionalInt.empty();
  }

  @Override
  public Optional<String> cityName(int cityId) {
    return cities.get(cityId);
  }

  @Override
  public Optional<String> interestName(int interestId) {
    return interests.get(interestId);
  }

  /** Names by id. */
  private static final class Names {

    private final IntLongMap places = new IntLongMap();
    private final List<String> names = new ArrayList<>();

    boolean put(int id, String name) {
      return places.put(id, names.size()) && names.add(name);
    }

    Optional<String> get(int id) {
      return places.contains(id) ? Optional.of(names.get((int) places.get(id))) : Optional.empty();
    }
  }
}
