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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Cause;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What segments and subsegments have in common. This is internal; an application uses the
 * interfaces of the X-Ray SDK.
 * <p>
 * What changes is guarded by one lock for the whole trace, under which no code of the
 * application runs. What has been emitted no longer changes, so that another thread can
 * write it without the lock.
 */
@SuppressWarnings("deprecation")
public abstract class TraceEntity extends EntityData {

	private static final AtomicReferenceFieldUpdater<TraceEntity, Cause> causes = AtomicReferenceFieldUpdater
		.newUpdater(TraceEntity.class, Cause.class, "cause");

	private volatile @Nullable Cause cause;

	private @Nullable Subsegment @Nullable [] children;

	private int childCount;

	private volatile boolean strangers;

	/**
	 * What this has left in, as its root or as a part of it. Guarded by the lock.
	 */
	private @Nullable FinishedTree left;

	TraceEntity(Trace trace, AWSXRayRecorder creator, String name) {
		super(trace, creator, name);
	}

	/**
	 * What another one is at this moment, without its children. Called under the lock.
	 */
	TraceEntity(TraceEntity other, boolean bare) {
		super(other, bare);
		Cause described = other.cause;
		if (!bare && described != null) {
			this.cause = new Cause();
			copy(described, described.getExceptions(), this.cause);
		}
	}

	static void copy(Cause cause, List<ThrowableDescription> exceptions, Cause copy) {
		copy.addExceptions(new ArrayList<>(exceptions));
		copy.setId(cause.getId());
		copy.setMessage(cause.getMessage());
		copy.setPaths(cause.getPaths());
		copy.setWorkingDirectory(cause.getWorkingDirectory());
	}

	/**
	 * Return the exceptions to read.
	 * @return a copy if there are some
	 */
	public final List<ThrowableDescription> readExceptions() {
		Cause described = this.cause;
		return (described != null) ? ForeignEntities.elements(described.getExceptions()) : List.of();
	}

	/**
	 * Return the children of what has left.
	 * @return the children, which do not change
	 */
	public final List<Subsegment> readChildren() {
		return isKept() ? Children.of(this) : getSubsegmentsCopy();
	}

	/**
	 * Return whether something may have been said about a cause.
	 * @return {@code false} if there is surely none
	 */
	public final boolean hasCause() {
		return this.cause != null;
	}

	/**
	 * Return about how much memory this takes, without what is beneath it.
	 * @return the weight in bytes
	 */
	public final long weight() {
		return Weight.of(this);
	}

	final @Nullable Cause cause() {
		return this.cause;
	}

	/**
	 * Takes no lock: strategies look at the exceptions of children on threads of their
	 * own, while somebody who has the lock may be waiting for them.
	 */
	@Override
	@SuppressWarnings("NullAway") // of the updater, which takes null
	public final Cause getCause() {
		Cause present = this.cause;
		if (present == null) {
			present = new Cause();
			if (!isEmitted() && !causes.compareAndSet(this, null, present)) {
				return getCause();
			}
		}
		return present;
	}

	/**
	 * Describe an exception, which may run code of the application, and only then take
	 * the lock.
	 */
	@Override
	public final void addException(Throwable exception) {
		if (!isOpenToChange()) {
			return;
		}
		setFault(true);
		List<ThrowableDescription> descriptions = getCreator().getThrowableSerializationStrategy()
			.describeInContext(this, exception, getSubsegmentsCopy());
		change(() -> getCause().addExceptions(descriptions));
	}

	/**
	 * Return whether this has been taken out of what is open to change, to be sent by
	 * itself.
	 * @return {@code false} if it is still here or is a part of something that has left
	 */
	public final boolean isTakenOut() {
		trace().lock();
		try {
			return this.left != null && this.left.root() == this;
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * Whether the children stay as they are. Called under the lock, or by whoever has
	 * been handed the tree.
	 */
	final boolean isKept() {
		return this.left != null && !this.left.mayBeTakenApart();
	}

	final @Nullable FinishedTree left() {
		return this.left;
	}

	final void left(FinishedTree tree) {
		this.left = tree;
	}

	/**
	 * Never send this, neither on its own nor as a part of what it belongs to.
	 */
	public void keepBack() {
		sampled(false);
	}

	/**
	 * Return whether something beneath this may have ended unnoticed, as it was made or
	 * marked by the application.
	 * @return {@code true} if what is beneath it has to be looked at
	 */
	public final boolean hasStrangers() {
		return this.strangers;
	}

	/**
	 * Say that what is beneath this has to be looked at.
	 */
	public final void lookBeneath() {
		this.strangers = true;
	}

	/**
	 * Return how many subsegments the trace has here that have not left.
	 * @return their number, without the segment itself
	 */
	public final int openAndComplete() {
		return trace().total();
	}

	/**
	 * Return whether there are subsegments of another kind right beneath this.
	 * @return {@code true} if there is one
	 */
	public final boolean hasForeignChildren() {
		trace().lock();
		try {
			for (Subsegment child : Children.of(this)) {
				if (!(child instanceof TraceSubsegment)) {
					return true;
				}
			}
			return false;
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * Return what all else of this trace is beneath.
	 * @return the segment, or a subsegment that leaves on its own
	 */
	public final TraceEntity root() {
		return trace().root();
	}

	/**
	 * Return what somebody keeps beside the trace, for as long as it is here.
	 * @param owner whose it is
	 * @return what is kept, or {@code null} if there is nothing
	 */
	public final @Nullable Object note(Object owner) {
		return trace().note(owner);
	}

	/**
	 * Keep something beside the trace, unless there is something of the owner already.
	 * @param owner whose it is
	 * @param added what to keep
	 * @return what is kept
	 */
	public final Object note(Object owner, Object added) {
		return trace().note(owner, added);
	}

	final @Nullable Subsegment @Nullable [] children() {
		return this.children;
	}

	final int childCount() {
		return this.childCount;
	}

	final void children(@Nullable Subsegment @Nullable [] children, int count) {
		this.children = children;
		this.childCount = count;
	}

	@Override
	public final List<Subsegment> getSubsegments() {
		return new ChildList(this);
	}

	@Override
	public final List<Subsegment> getSubsegmentsCopy() {
		trace().lock();
		try {
			return (this.childCount == 0) ? new ArrayList<>() : new ArrayList<>(Children.of(this));
		}
		finally {
			trace().unlock();
		}
	}

	@Override
	public void addSubsegment(Subsegment subsegment) {
		boolean open = isOpenToChange();
		Objects.requireNonNull(subsegment);
		if (!open) {
			return;
		}
		trace().lock();
		try {
			open = !isEmitted();
			if (open) {
				Children.add(this, this.childCount, subsegment);
			}
		}
		finally {
			trace().unlock();
		}
		if (!open) {
			complain();
		}
	}

	@Override
	public final void removeSubsegment(Subsegment subsegment) {
		int size;
		trace().lock();
		try {
			if (!Children.remove(this, subsegment)) {
				return;
			}
			size = Children.sizeOf(subsegment);
		}
		finally {
			trace().unlock();
		}
		if (getParentSegment() instanceof TraceSegment segment) {
			segment.trace().addTotal(-size);
		}
		else {
			getParentSegment().getTotalSize().decrement();
		}
	}

	/**
	 * Return what an emitter of the SDK sends, which libraries for JSON write too.
	 */
	@Override
	@JsonValue
	@JsonRawValue
	public final String serialize() {
		return trace().factory().json().write(this, false, false);
	}

	@Override
	public final String prettySerialize() {
		return trace().factory().json().write(this, false, true);
	}

}
