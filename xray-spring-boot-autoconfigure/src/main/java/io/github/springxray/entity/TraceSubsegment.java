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

package io.github.springxray.entity;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.internal.SamplingStrategyOverride;
import org.jspecify.annotations.Nullable;

/**
 * A subsegment. This is internal; an application uses the interface of the X-Ray SDK.
 */
@SuppressWarnings("deprecation")
public class TraceSubsegment extends TraceEntity implements Subsegment {

	private Segment segment;

	private boolean recording;

	/**
	 * Whether this is counted as open only when it joins, for which the lock is taken
	 * anyway.
	 */
	private boolean joining;

	/**
	 * Whether the segment has been told that this has ended. Guarded by the lock.
	 */
	private boolean counted;

	/**
	 * Whether this was open when what it is a part of has left, so that it leaves on its
	 * own. Guarded by the lock.
	 */
	private boolean alone;

	/**
	 * Create a subsegment, which begins now.
	 * @param factory what makes the entities of the trace
	 * @param creator the recorder
	 * @param name the name
	 * @param parent what it is a part of
	 */
	TraceSubsegment(EntityFactory factory, AWSXRayRecorder creator, String name, Entity parent) {
		this(factory, creator, name, parent, false);
	}

	/**
	 * Create a subsegment, which begins now.
	 * @param factory what makes the entities of the trace
	 * @param creator the recorder
	 * @param name the name
	 * @param parent what it is a part of
	 * @param joining whether {@link #join} follows at once if the parent is of our
	 * making, and counts it
	 */
	@SuppressWarnings("this-escape")
	protected TraceSubsegment(EntityFactory factory, AWSXRayRecorder creator, String name, Entity parent,
			boolean joining) {
		super((parent instanceof TraceEntity own) ? own.trace() : new Trace(factory, creator), creator, name);
		this.segment = parent.getParentSegment();
		this.recording = this.segment.isSampled();
		sampled(this.recording);
		setParent(parent);
		if (!(parent instanceof TraceEntity)) {
			trace().root(this);
		}
		begin(trace().now());
		this.joining = joining && parent instanceof TraceEntity;
		if (!this.joining) {
			trace().opened();
		}
		if (!(this.segment instanceof TraceSegment)) {
			this.segment.incrementReferenceCount();
		}
	}

	/**
	 * A subsegment for what one of another kind has.
	 */
	TraceSubsegment(Subsegment other, Entity parent) {
		super(new Trace(new EntityFactory((entity, independent, pretty) -> ""), other.getCreator()), other.getCreator(),
				other.getName());
		trace().root(this);
		this.segment = other.getParentSegment();
		this.recording = true;
		this.counted = true;
		setParent(parent);
	}

	/**
	 * What another one is at this moment.
	 */
	private TraceSubsegment(TraceSubsegment other, boolean bare) {
		super(other, bare);
		this.segment = other.segment;
		this.recording = true;
		this.counted = true;
	}

	/**
	 * End this subsegment.
	 * @return whether the caller is to send the segment, for which this was the last one
	 * that it has waited for
	 */
	@Override
	public boolean end() {
		trace().lock();
		try {
			if (this.counted) {
				return false;
			}
			this.counted = true;
			over();
		}
		finally {
			trace().unlock();
		}
		trace().addOpen(-1);
		boolean last = (this.segment instanceof TraceSegment own) ? own.isLastEnd()
				: this.segment.decrementReferenceCount();
		return last && isSampled() && compareAndSetEmitted(false, true);
	}

	@Override
	public void close() {
		getCreator().endSubsegment();
	}

	@Override
	public boolean isRecording() {
		return this.recording;
	}

	@Override
	public void setSampledFalse() {
		if (isOpenToChange()) {
			sampled(false);
			this.recording = false;
		}
	}

	@Override
	public SamplingStrategyOverride getSamplingStrategyOverride() {
		return SamplingStrategyOverride.DISABLED;
	}

	@Override
	public boolean shouldPropagate() {
		return true;
	}

	@Override
	public int getReferenceCount() {
		Extras rare = extrasOrNull();
		return (rare != null) ? rare.references : 0;
	}

	@Override
	public LongAdder getTotalSize() {
		trace().lock();
		try {
			return extras().totalSize;
		}
		finally {
			trace().unlock();
		}
	}

	@Override
	public void incrementReferenceCount() {
		change(() -> {
			extras().references++;
			extras().totalSize.increment();
		});
	}

	@Override
	public boolean decrementReferenceCount() {
		change(() -> extras().references--);
		return !isInProgress() && getReferenceCount() <= 0;
	}

	@Override
	public Segment getParentSegment() {
		return this.segment;
	}

	@Override
	public void setParentSegment(Segment segment) {
		change(() -> this.segment = segment);
	}

	@Override
	public TraceID getTraceId() {
		return this.segment.getTraceId();
	}

	/**
	 * Does nothing: the trace is that of the segment.
	 */
	@Override
	public void setTraceId(TraceID traceId) {
		isOpenToChange();
	}

	@Override
	public @Nullable String getParentId() {
		Extras rare = extrasOrNull();
		return (rare != null) ? rare.parentId : null;
	}

	@Override
	public void setParentId(@Nullable String parentId) {
		change(() -> extras().parentId = parentId);
	}

	@Override
	public Set<String> getPrecursorIds() {
		trace().lock();
		try {
			Extras rare = extras();
			Set<String> ids = rare.precursorIds;
			if (ids == null) {
				ids = Collections.newSetFromMap(new ConcurrentHashMap<>());
				rare.precursorIds = ids;
			}
			return ids;
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * Return whether there may be precursors, without making a set for them.
	 * @return {@code false} if there are none
	 */
	public boolean hasPrecursors() {
		Extras rare = extrasOrNull();
		return rare != null && rare.precursorIds != null;
	}

	@Override
	public void setPrecursorIds(Set<String> precursorIds) {
		change(() -> extras().precursorIds = precursorIds);
	}

	@Override
	public void addPrecursorId(String precursorId) {
		boolean open = isOpenToChange();
		Objects.requireNonNull(precursorId);
		if (open) {
			getPrecursorIds().add(precursorId);
		}
	}

	@Override
	public String streamSerialize() {
		return trace().factory().json().write(this, true, false);
	}

	@Override
	public String prettyStreamSerialize() {
		return trace().factory().json().write(this, true, true);
	}

	/**
	 * End this subsegment.
	 * @param bare whether of what is still open beneath it nothing but the name and the
	 * start is told
	 * @return what is to be sent now; {@code null} if that is a part of something that
	 * leaves later, is not sampled, or has ended before
	 */
	public @Nullable FinishedTree finish(boolean bare) {
		if (trace().isHeldByCurrentThread()) {
			// To take it once more costs as much as to take it
			return finishUnderLock(bare);
		}
		trace().lock();
		try {
			return finishUnderLock(bare);
		}
		finally {
			trace().unlock();
		}
	}

	private @Nullable FinishedTree finishUnderLock(boolean bare) {
		if (this.counted || isEmitted() || left() != null) {
			return null;
		}
		this.counted = true;
		over();
		trace().closed();
		if (!(this.segment instanceof TraceSegment) && !this.segment.isEmitted()) {
			this.segment.decrementReferenceCount();
		}
		if (!this.alone) {
			return null;
		}
		FinishedTree tree = FinishedTree.of(this, bare);
		trace().left(tree.size() - tree.stillOpen());
		return isSampled() ? tree : null;
	}

	/**
	 * Whether this has been ended, and not only marked as such. Called under the lock.
	 */
	final boolean hasEnded() {
		return this.counted;
	}

	/**
	 * Become a child of the parent, or leave alone if the trace has left already. If the
	 * parent itself has, the strategy that the SDK asks then is asked.
	 */
	public void join() {
		boolean late = false;
		trace().lock();
		try {
			if (this.joining) {
				this.joining = false;
				trace().countOpened();
			}
			if (parent() instanceof TraceEntity own && !own.isEmitted() && !trace().root().isEmitted()) {
				Children.add(own, own.childCount(), this);
			}
			else {
				this.alone = true;
				late = parent() instanceof TraceEntity own && own.isEmitted();
			}
		}
		finally {
			trace().unlock();
		}
		if (late && parent() instanceof TraceEntity own) {
			own.complain();
		}
	}

	/**
	 * Let this leave on its own when it ends, as what it is a part of has left or is sent
	 * by somebody else.
	 */
	public void alone() {
		trace().lock();
		try {
			this.alone = true;
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * Let this leave on its own, and return what it is at this moment, with its children.
	 * Called under the lock.
	 */
	TraceSubsegment takeOut(boolean bare) {
		TraceSubsegment moment = new TraceSubsegment(this, bare);
		moment.children(children(), childCount());
		children(null, 0);
		this.alone = true;
		return moment;
	}

}
