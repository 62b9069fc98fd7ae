/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.recorder;

import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;

/**
 * How far a segment or subsegment is on its way out. That it is no longer in progress
 * says nothing about that: the application may end it by hand, which sends nothing. Nor
 * does the SDK's own mark, which is set with the end.
 */
public final class Departure {

	private static final int ENDING = 1;

	private static final int LEFT = 2;

	private static final int TOLD = 4;

	private static final int SENDING = 8;

	/**
	 * Those of entities that are not of our making.
	 */
	private static final WeakIdentityMap<Entity, Departure> others = new WeakIdentityMap<>();

	private final AtomicInteger state = new AtomicInteger();

	/**
	 * Return the departure of an entity.
	 * @param entity a segment or subsegment that is recorded
	 * @return how far it is
	 */
	public static Departure of(Entity entity) {
		return (entity instanceof SentOnce own) ? own.departure() : others.computeIfAbsent(entity, Departure::new);
	}

	/**
	 * Return whether the document of a segment has left, or would have if it were to be
	 * sent.
	 * @param segment the segment
	 * @return {@code true} if what comes now comes too late for it
	 */
	public static boolean hasLeft(Segment segment) {
		if (segment instanceof SentOnce own) {
			return own.departure().hasLeft();
		}
		if (!segment.isEmitted() || segment instanceof FacadeSegment) {
			return false;
		}
		Departure known = others.get(segment);
		return known != null && known.hasLeft();
	}

	/**
	 * Become the one who ends it. Whoever comes second has nothing left to do.
	 * @return {@code false} if somebody is about to, or has
	 */
	public boolean begin() {
		return set(ENDING);
	}

	/**
	 * Become the one who sends it, which takes its time: filters look at it first.
	 * @return {@code false} if somebody is about to, or has
	 */
	public boolean beginSending() {
		return set(SENDING);
	}

	/**
	 * Let somebody else end and send it, as the one who was about to has failed.
	 */
	public void abandon() {
		this.state.getAndUpdate((known) -> known & ~(ENDING | SENDING));
	}

	/**
	 * Claim the one time that listeners are told of its end.
	 * @return {@code false} if somebody has before
	 */
	public boolean tell() {
		return set(TOLD);
	}

	/**
	 * Claim the one time that it is sent.
	 * @return {@code false} if somebody has before
	 */
	public boolean leave() {
		return set(LEFT);
	}

	/**
	 * Return whether it has left.
	 * @return {@code true} if nobody is to send it again
	 */
	public boolean hasLeft() {
		return (this.state.get() & LEFT) != 0;
	}

	private boolean set(int flag) {
		return (this.state.getAndUpdate((known) -> known | flag) & flag) == 0;
	}

}
