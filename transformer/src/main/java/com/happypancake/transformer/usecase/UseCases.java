package com.happypancake.transformer.usecase;

import java.util.List;

/** All use cases of the transform. */
public final class UseCases {

  private UseCases() {}

  /**
   * Cases that belong together.
   *
   * @param title what they have in common, in a few words
   */
  record Chapter(String title, List<UseCase> cases) {}

  /** Returns all cases in the order in which they are told. */
  static List<Chapter> chapters() {
    return List.of(
        new Chapter("Members", MemberCases.ALL),
        new Chapter("Messages", MessageCases.ALL),
        new Chapter("Albums and photos", GalleryCases.ALL),
        new Chapter("Between members", EncounterCases.ALL),
        new Chapter("What a delta changes", DeltaCases.ALL),
        new Chapter("What a delta removes", RemovalCases.ALL));
  }

  /** Returns all cases in the order in which they are told. */
  public static List<UseCase> all() {
    return chapters().stream().flatMap(chapter -> chapter.cases().stream()).toList();
  }
}
