package com.happypancake.transformer.mapping;

import com.happypancake.schemas.catalogue.EventCatalogue;
import java.util.List;
import java.util.Optional;

/** The mappings of all tables that give facts. */
public final class Mappings {

  private final List<Mapping<?>> mappings;

  private Mappings(List<Mapping<?>> mappings) {
    this.mappings = mappings;
  }

  /** Returns the mappings of HPC1's tables to HPC2's events. */
  public static Mappings hpc() {
    EventCatalogue events = EventCatalogue.hpc();
    return new Mappings(
        List.of(
            new MemberMapping(events),
            new AlbumMapping(events),
            new PhotoMapping(events),
            new AbuseReportMapping(events),
            new BlockMapping(events),
            new FavoriteMapping(events),
            new FlirtMapping(events),
            new MemberInterestMapping(events),
            new MessageMapping(events),
            new PhotoLikeMapping(events),
            new ProfileVisitMapping(events)));
  }

  /** Returns all mappings in no particular order. */
  public List<Mapping<?>> all() {
    return mappings;
  }

  /** Finds a mapping by the table's name, for example {@code Messages}. */
  public Optional<Mapping<?>> find(String table) {
    for (Mapping<?> mapping : mappings) {
      if (mapping.table().equals(table)) {
        return Optional.of(mapping);
      }
    }
    return Optional.empty();
  }
}
