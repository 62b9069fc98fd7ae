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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the maps of the JDK and our own from those of the application, which run its code
 * when somebody goes through them. Classes are compared, not types, as the application
 * may extend a class of the JDK.
 */
public final class PlainMaps {

	private static final Set<Class<?>> MAPS = new HashSet<>(List.of(ConcurrentHashMap.class, LinkedHashMap.class,
			HashMap.class, TreeMap.class, Map.of().getClass(), Map.of(1, 1).getClass(),
			Collections.emptyMap().getClass(), Collections.singletonMap(1, 1).getClass()));

	private PlainMaps() {
	}

	/**
	 * Return whether any thread can go through a value under any lock.
	 * @param value any object
	 * @return {@code true} if it is a map that runs no code of the application
	 */
	public static boolean isOne(Object value) {
		Class<?> type = value.getClass();
		return type == ConcurrentHashMap.class || type == LinkedHashMap.class || value instanceof FlatMap
				|| MAPS.contains(type);
	}

}
