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

import com.amazonaws.xray.entities.Entity;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import kotlinx.coroutines.reactor.ReactorContext;

/**
 * Makes what is in the Reactor context of a coroutine current on whichever thread it runs
 * on, while it runs there. A traced function has its subsegment in that context, so the
 * same element serves all that a request calls. Internal: an application has it where the
 * starter has put it.
 */
public final class EntityContextElement extends AbstractCoroutineContextElement
		implements ThreadContextElement<CurrentEntity> {

	private static final Key KEY = new Key();

	private final Entity entity;

	private final Subsegments subsegments;

	/**
	 * Create an element.
	 * @param entity what is current where there is no Reactor context
	 * @param subsegments makes it current
	 */
	public EntityContextElement(Entity entity, Subsegments subsegments) {
		super(KEY);
		this.entity = entity;
		this.subsegments = subsegments;
	}

	@Override
	public CurrentEntity updateThreadContext(CoroutineContext context) {
		ReactorContext reactor = context.get(ReactorContext.Key);
		Object known = (reactor != null) ? reactor.getContext().getOrDefault(EntityThreadLocalAccessor.KEY, null)
				: null;
		return this.subsegments.makeCurrent((known instanceof Entity found) ? found : this.entity);
	}

	@Override
	public void restoreThreadContext(CoroutineContext context, CurrentEntity current) {
		current.close();
	}

	private static final class Key implements CoroutineContext.Key<EntityContextElement> {

	}

}
