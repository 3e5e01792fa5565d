package com.happypancake.transformer.lookup;

import com.happypancake.transformer.mapping.LookupTable;
import com.happypancake.transformer.mapping.Lookups;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * Lookups in memory, as maps of primitives for millions of rows. Those of a delta hold what the
 * delta changes, and ask the earlier ones for the rest. One thread fills them, table by table.
 * Afterwards several threads may read them.
 */
public final class TableLookups implements Lookups {

  private final Optional<Lookups> earlier;

  /** The deleted ids of each lookup table. */
  private final Map<LookupTable, IntLongMap> gone = new EnumMap<>(LookupTable.class);

  private final IntLongMap members = new IntLongMap();
  private final IntLongMap photos = new IntLongMap();
  private final Names cities = new Names();
  private final Names interests = new Names();

  /**
   * Creates lookups without rows.
   *
   * @param earlier the lookups before a delta; empty for a full dump
   */
  public TableLookups(Optional<Lookups> earlier) {
    this.earlier = earlier;
  }

  /** Notes that a delta deletes a row. If it has the row, too, the row was inserted again. */
  public void putGone(LookupTable table, int id) {
    gone.computeIfAbsent(table, any -> new IntLongMap()).put(id, 0);
  }

  /** Returns the lookups to ask about a row that these do not have. */
  private Optional<Lookups> others(LookupTable table, int id) {
    IntLongMap ids = gone.get(table);
    return ids != null && ids.place(id) >= 0 ? Optional.empty() : earlier;
  }

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

  /** Returns whether a row that these lookups hold or have deleted themselves meets a condition. */
  boolean anyOwn(LookupTable table, IntPredicate condition) {
    IntLongMap own =
        switch (table) {
          case MEMBERS -> members;
          case PHOTOS -> photos;
          case CITIES -> cities.places;
          case INTERESTS -> interests.places;
        };
    IntLongMap deleted = gone.get(table);
    return own.anyKey(condition) || (deleted != null && deleted.anyKey(condition));
  }

  /** Returns the number of places that members may have. */
  public int memberPlaces() {
    return members.places();
  }

  /**
   * Returns the place of a member, from 0, which differs from all others'; -1 if there is no such
   * member. Adding members changes the places.
   */
  public int memberPlace(int memberId) {
    return members.place(memberId);
  }

  /** Gives each member's id and place. */
  public void forEachMember(MemberConsumer consumer) {
    members.forEachKey(consumer);
  }

  /** Receives a member's id and place. */
  @FunctionalInterface
  public interface MemberConsumer {
    void accept(int memberId, int place);
  }

  @Override
  public OptionalLong registration(int memberId) {
    int place = members.place(memberId);
    if (place >= 0) {
      return OptionalLong.of(members.value(place));
    }
    Optional<Lookups> others = others(LookupTable.MEMBERS, memberId);
    return others.isPresent() ? others.get().registration(memberId) : OptionalLong.empty();
  }

  @Override
  public OptionalInt photoOwner(int photoId) {
    int place = photos.place(photoId);
    if (place >= 0) {
      return OptionalInt.of((int) photos.value(place));
    }
    Optional<Lookups> others = others(LookupTable.PHOTOS, photoId);
    return others.isPresent() ? others.get().photoOwner(photoId) : OptionalInt.empty();
  }

  @Override
  public Optional<String> cityName(int cityId) {
    return cities
        .get(cityId)
        .or(() -> others(LookupTable.CITIES, cityId).flatMap(all -> all.cityName(cityId)));
  }

  @Override
  public Optional<String> interestName(int interestId) {
    return interests
        .get(interestId)
        .or(
            () ->
                others(LookupTable.INTERESTS, interestId)
                    .flatMap(all -> all.interestName(interestId)));
  }

  /** Names by id. */
  private static final class Names {

    private final IntLongMap places = new IntLongMap();
    private final List<String> names = new ArrayList<>();

    boolean put(int id, String name) {
      return places.put(id, names.size()) && names.add(name);
    }

    Optional<String> get(int id) {
      int place = places.place(id);
      return place < 0 ? Optional.empty() : Optional.of(names.get((int) places.value(place)));
    }
  }

  /**
   * A map from int to long without boxing. It uses open addressing with linear probing, is at most
   * two thirds full, and takes 18 to 37 bytes per entry.
   */
  public static final class IntLongMap {

    private static final int INITIAL_SLOTS = 16;

    /** The multiplier of Fibonacci hashing: 2^32 divided by the golden ratio. */
    private static final int GOLDEN = 0x9E3779B9;

    private int[] keys = new int[INITIAL_SLOTS];
    private long[] values = new long[INITIAL_SLOTS];
    private BitSet taken = new BitSet(INITIAL_SLOTS);
    private int size;

    /**
     * Adds an entry.
     *
     * @return false if the key already has an entry, which stays unchanged
     */
    boolean put(int key, long value) {
      if (size >= keys.length / 3 * 2) {
        grow();
      }
      int slot = slot(key);
      if (taken.get(slot)) {
        return false;
      }
      set(slot, key, value);
      size++;
      return true;
    }

    private void set(int slot, int key, long value) {
      keys[slot] = key;
      values[slot] = value;
      taken.set(slot);
    }

    /** Returns the value of the key at a place. */
    long value(int place) {
      return values[place];
    }

    /** Returns the number of places. */
    int places() {
      return keys.length;
    }

    /** Returns the place of a key; -1 if the map lacks it. */
    int place(int key) {
      int slot = slot(key);
      return taken.get(slot) ? slot : -1;
    }

    boolean anyKey(IntPredicate condition) {
      return taken.stream().anyMatch(slot -> condition.test(keys[slot]));
    }

    void forEachKey(MemberConsumer consumer) {
      for (int slot = taken.nextSetBit(0); slot >= 0; slot = taken.nextSetBit(slot + 1)) {
        consumer.accept(keys[slot], slot);
      }
    }

    /** Returns the key's slot, or a free slot for it. */
    private int slot(int key) {
      int mask = keys.length - 1;
      int slot = (key * GOLDEN) >>> (Integer.numberOfLeadingZeros(keys.length) + 1);
      while (taken.get(slot) && keys[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void grow() {
      int[] oldKeys = keys;
      long[] oldValues = values;
      BitSet oldTaken = taken;
      int slots = Math.multiplyExact(2, keys.length);
      keys = new int[slots];
      values = new long[slots];
      taken = new BitSet(slots);
      for (int old = oldTaken.nextSetBit(0); old >= 0; old = oldTaken.nextSetBit(old + 1)) {
        set(slot(oldKeys[old]), oldKeys[old], oldValues[old]);
      }
    }
  }
}
