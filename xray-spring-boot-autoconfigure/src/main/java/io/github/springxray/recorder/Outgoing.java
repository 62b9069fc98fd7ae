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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.StreamingStrategy;

import io.github.springxray.entity.TraceSegment;
import io.github.springxray.entity.TraceSubsegment;

/**
 * The way out for what has ended, by the emitter of the recorder that it belongs to. What
 * that one throws goes no further.
 */
public final class Outgoing {

	private Outgoing() {
	}

	/**
	 * Let filters and the emitter look at an entity that is about to end. Without any
	 * lock: looking at it runs code of the application, which may wait for another thread
	 * of the trace.
	 * @param entity the segment or subsegment
	 */
	public static void announceEnd(Entity entity) {
		GuardedEmitter emitter = XRayRecorder.guardOf(entity.getCreator());
		if (emitter != null && entity.isSampled()) {
			emitter.beforeEnd(entity);
		}
	}

	/**
	 * Send a segment that has ended, if it is sampled.
	 * @param segment the segment
	 * @return whether it is on its way
	 */
	public static boolean send(Segment segment) {
		return segment.isSampled() && emitterOf(segment.getCreator()).sendSegment(segment);
	}

	/**
	 * Send a subsegment on its own.
	 * @param subsegment the subsegment
	 */
	public static void send(Subsegment subsegment) {
		emitterOf(subsegment.getCreator()).sendSubsegment(subsegment);
	}

	/**
	 * Return whether filters look at what ends, so that of what goes on nothing but the
	 * name may be told.
	 * @param recorder the recorder of an entity
	 * @return {@code true} if there are filters
	 */
	public static boolean isFiltered(AWSXRayRecorder recorder) {
		GuardedEmitter emitter = XRayRecorder.guardOf(recorder);
		return emitter != null && emitter.isFiltered();
	}

	/**
	 * Send what is complete in the trace of a subsegment that has ended, if there is
	 * enough of it.
	 * @param subsegment the subsegment
	 */
	public static void stream(Subsegment subsegment) {
		Segment segment = subsegment.getParentSegment();
		AWSXRayRecorder recorder = subsegment.getCreator();
		GuardedEmitter guarded = XRayRecorder.guardOf(recorder);
		if (guarded != null && subsegment instanceof TraceSubsegment own
				&& XRayRecorder.ownStreamingOf(recorder) instanceof BatchStreaming batches) {
			if (!batches.isWorthALook(own)) {
				return;
			}
			if (BatchStreaming.isOurs(own)) {
				batches.stream(own, guarded);
				return;
			}
		}
		if (!Departures.hasLeft(segment)) {
			StreamingStrategy strategy = XRayRecorder.streamingOf(recorder);
			if (strategy.requiresStreaming(segment)) {
				strategy.streamSome(segment, emitterOf(recorder));
			}
		}
	}

	/**
	 * Tell of a segment that goes on for long, with what is beneath it at this moment.
	 * @param segment the segment
	 */
	public static void sendInProgress(Segment segment) {
		GuardedEmitter guarded = XRayRecorder.guardOf(segment.getCreator());
		if (guarded != null && segment.isSampled() && segment.isInProgress()) {
			guarded.sendInProgress(segment);
		}
	}

	/**
	 * Send what is complete beneath a segment that goes on for long, however little it
	 * is, unless the application streams in a way of its own.
	 * @param segment the segment
	 */
	public static void streamEnded(Segment segment) {
		GuardedEmitter guarded = XRayRecorder.guardOf(segment.getCreator());
		if (guarded != null && segment instanceof TraceSegment own && !own.hasForeignChildren()
				&& XRayRecorder.ownStreamingOf(segment.getCreator()) instanceof BatchStreaming) {
			BatchStreaming.stream(own, guarded, 0);
		}
	}

	private static Emitter emitterOf(AWSXRayRecorder recorder) {
		GuardedEmitter guarded = XRayRecorder.guardOf(recorder);
		return (guarded != null) ? guarded : recorder.getEmitter();
	}

}
