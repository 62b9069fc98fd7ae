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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * A segment. This is internal; an application uses the interface of the X-Ray SDK.
 */
public class TraceSegment extends TraceEntity implements Segment {

	private TraceID traceId;

	private @Nullable String parentId;

	private @Nullable String resourceArn;

	private @Nullable String user;

	private @Nullable String platform;

	private @Nullable Object service;

	private List<?> links = List.of();

	/**
	 * Create a segment, which begins now.
	 * @param factory what makes the entities of the trace
	 * @param creator the recorder
	 * @param name the name
	 * @param traceId the trace, {@code null} for a new one
	 */
	@SuppressWarnings("this-escape")
	protected TraceSegment(EntityFactory factory, AWSXRayRecorder creator, String name, @Nullable TraceID traceId) {
		super(new Trace(factory, Objects.requireNonNull(creator)), creator, name);
		trace().root(this);
		this.traceId = (traceId != null) ? traceId : TraceID.create(creator);
		begin(trace().origin());
	}

	/**
	 * Say where this begins. Called before anybody else knows it, so without the lock.
	 * @param aws the block {@code aws}
	 * @param service the block {@code service}
	 */
	public void beginAt(SharedFields aws, SharedFields service) {
		block(Block.AWS, aws);
		block(Block.SERVICE, service);
	}

	/**
	 * End this segment.
	 * @return whether the caller is to send it; {@code false} for a second time
	 */
	@Override
	public boolean end() {
		trace().lock();
		try {
			if (isEmitted()) {
				return false;
			}
			over();
			boolean complete = getReferenceCount() <= 0;
			if (complete) {
				emitted();
			}
			return complete;
		}
		finally {
			trace().unlock();
		}
	}

	/**
	 * End this segment, whatever is still open beneath it.
	 * @param bare whether of what is open nothing but the name and the start is told
	 * @return what is to be sent now; {@code null} if this is not sampled or has ended
	 * before
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
		if (isEmitted() || left() != null) {
			return null;
		}
		over();
		FinishedTree tree = FinishedTree.of(this, bare);
		return isSampled() ? tree : null;
	}

	@Override
	public void close() {
		getCreator().endSegment();
	}

	/**
	 * Return the links to other traces, which the SDK has no place for.
	 * @return the links, which do not change
	 */
	public List<?> links() {
		return this.links;
	}

	/**
	 * Change the links to other traces.
	 * @param change makes a list of the present one, without code of the application
	 */
	public void links(UnaryOperator<List<?>> change) {
		change(() -> this.links = change.apply(this.links));
	}

	@Override
	public boolean isRecording() {
		return true;
	}

	@Override
	public void setSampled(boolean sampled) {
		if (isOpenToChange()) {
			sampled(sampled);
		}
	}

	@Override
	public int getReferenceCount() {
		return trace().open();
	}

	@Override
	public LongAdder getTotalSize() {
		return trace().adder();
	}

	@Override
	public void incrementReferenceCount() {
		if (isOpenToChange()) {
			trace().opened();
		}
	}

	@Override
	public boolean decrementReferenceCount() {
		if (isOpenToChange()) {
			trace().addOpen(-1);
		}
		return isLastEnd();
	}

	/**
	 * Whether this has waited for nothing but what has just ended.
	 */
	boolean isLastEnd() {
		return !isInProgress() && trace().open() <= 0;
	}

	@Override
	public Segment getParentSegment() {
		return this;
	}

	@Override
	public TraceID getTraceId() {
		return this.traceId;
	}

	@Override
	public void setTraceId(TraceID traceId) {
		if (isOpenToChange()) {
			this.traceId = traceId;
		}
	}

	@Override
	public @Nullable String getParentId() {
		return this.parentId;
	}

	@Override
	public void setParentId(@Nullable String parentId) {
		if (isOpenToChange()) {
			this.parentId = parentId;
		}
	}

	@Override
	@SuppressWarnings("NullAway") // as the SDK, whose interface does not say it
	public String getResourceArn() {
		return this.resourceArn;
	}

	@Override
	public void setResourceArn(@Nullable String resourceArn) {
		if (isOpenToChange()) {
			this.resourceArn = resourceArn;
		}
	}

	@Override
	@SuppressWarnings("NullAway") // as above
	public String getUser() {
		return this.user;
	}

	@Override
	public void setUser(@Nullable String user) {
		if (isOpenToChange()) {
			this.user = user;
		}
	}

	@Override
	@SuppressWarnings("NullAway") // as above
	public String getOrigin() {
		return this.platform;
	}

	@Override
	public void setOrigin(@Nullable String origin) {
		if (isOpenToChange()) {
			this.platform = origin;
		}
	}

	@Override
	@Nullable Object block(Block block) {
		return (block == Block.SERVICE) ? this.service : super.block(block);
	}

	@Override
	void block(Block block, @Nullable Object stored) {
		if (block == Block.SERVICE) {
			this.service = stored;
		}
		else {
			super.block(block, stored);
		}
	}

	@Override
	boolean arePlain(int max) {
		return PlainValues.areAll(this.service, 2, max) && super.arePlain(max);
	}

	@Override
	public Map<String, Object> getService() {
		return map(Block.SERVICE);
	}

	@Override
	public void setService(Map<String, Object> service) {
		set(Block.SERVICE, service);
	}

	@Override
	public void putService(String key, Object value) {
		put(Block.SERVICE, key, value);
	}

	@Override
	public void putAllService(Map<String, Object> all) {
		putAll(Block.SERVICE, all);
	}

	/**
	 * Note the sampling rule among what the recorder has put under {@code xray}, as the
	 * SDK does.
	 */
	@Override
	public void setRuleName(String ruleName) {
		if (isOpenToChange() && get(Block.AWS, "xray") instanceof Map<?, ?> present) {
			Map<Object, Object> xray = new HashMap<>(present);
			xray.put("rule_name", ruleName);
			putAws("xray", xray);
		}
	}

}
