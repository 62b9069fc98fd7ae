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

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;

import io.github.springxray.entity.CompletedTrees;
import io.github.springxray.entity.FinishedTree;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSubsegment;

/**
 * Sends what is complete beneath a segment that has many subsegments, as the SDK's own
 * strategy does, but together, without a lock, and without looking at all of them each
 * time that one ends.
 */
final class BatchStreaming extends DefaultStreamingStrategy {

	BatchStreaming(int threshold) {
		super(threshold);
	}

	@Override
	public boolean requiresStreaming(Segment segment) {
		return (segment instanceof TraceEntity own) ? own.isSampled() && own.openAndComplete() > getMaxSegmentSize()
				: super.requiresStreaming(segment);
	}

	/**
	 * Return whether all of a trace is of our making, so that it need not be gone through
	 * as the SDK does.
	 */
	static boolean isOurs(TraceSubsegment subsegment) {
		TraceEntity root = subsegment.root();
		boolean alone = root instanceof Segment || root.getParent() instanceof FacadeSegment;
		return alone && !root.hasForeignChildren();
	}

	/**
	 * Return whether there is enough of the trace of a subsegment here.
	 */
	boolean isWorthALook(TraceSubsegment subsegment) {
		return subsegment.openAndComplete() > getMaxSegmentSize();
	}

	/**
	 * Send what is complete in the trace of a subsegment.
	 */
	void stream(TraceSubsegment subsegment, GuardedEmitter emitter) {
		stream(subsegment, emitter, getMaxSegmentSize());
	}

	static void stream(TraceEntity entity, GuardedEmitter emitter, int threshold) {
		List<FinishedTree> trees = CompletedTrees.takeOut(entity, threshold);
		if (!trees.isEmpty()) {
			List<Subsegment> subsegments = new ArrayList<>(trees.size());
			for (FinishedTree tree : trees) {
				subsegments.add((Subsegment) tree.root());
			}
			emitter.sendSubsegments(subsegments);
		}
	}

}
