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

package io.github.springxray.context;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.TraceEntity;

/**
 * What has been captured of one trace. It is told when a part of the trace leaves, as a
 * task may wait long after that, and must not keep a whole tree meanwhile.
 */
final class Captures {

	private static final Object OWNER = Captures.class;

	private static final int FIRST_LOOK = 16;

	private final List<WeakReference<CapturedTrace>> captured = new ArrayList<>(2);

	private int nextLook = FIRST_LOOK;

	static void add(TraceEntity entity, CapturedTrace captured) {
		Object known = entity.note(OWNER);
		((Captures) ((known != null) ? known : entity.note(OWNER, new Captures()))).add(captured);
	}

	/**
	 * Let go of what has left.
	 * @param left the root of what has left
	 */
	static void letGo(TraceEntity left) {
		if (left.note(OWNER) instanceof Captures captures) {
			captures.letGo();
		}
	}

	private synchronized void add(CapturedTrace added) {
		if (this.captured.size() >= this.nextLook) {
			this.captured.removeIf((reference) -> reference.get() == null);
			this.nextLook = Math.max(FIRST_LOOK, 2 * this.captured.size());
		}
		this.captured.add(new WeakReference<>(added));
	}

	private synchronized void letGo() {
		this.captured.removeIf((reference) -> {
			@Nullable CapturedTrace known = reference.get();
			return known == null || known.letGo();
		});
	}

}
