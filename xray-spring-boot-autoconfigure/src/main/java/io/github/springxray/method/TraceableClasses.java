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

package io.github.springxray.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ClassFilter;
import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.recorder.LeftAlone;

/**
 * Says of which classes methods may be traced, and warns once about each that asks for it
 * in vain.
 */
final class TraceableClasses implements ClassFilter {

	private static final Log logger = LogFactory.getLog(TraceableClasses.class);

	private final Markers markers;

	private final MethodExclusions exclusions;

	private final ProxyObstacles obstacles;

	private final ObjectProvider<LeftAlone> parts;

	private final Set<String> leftAlone = ConcurrentHashMap.newKeySet();

	TraceableClasses(Markers markers, MethodExclusions exclusions, ProxyObstacles obstacles,
			ObjectProvider<LeftAlone> parts) {
		this.markers = markers;
		this.exclusions = exclusions;
		this.obstacles = obstacles;
		this.parts = parts;
	}

	@Override
	public boolean matches(Class<?> beanClass) {
		try {
			Class<?> userClass = this.markers.userClassOf(beanClass);
			boolean marked = this.markers.areOn(userClass);
			if (!(marked || this.markers.isInPackages(userClass)) || this.exclusions.exclude(userClass)) {
				return false;
			}
			String role = ProxyObstacles.findRole(beanClass);
			if (role != null) {
				leaveAlone(userClass, marked, marked, role, null);
				return false;
			}
			String obstacle = this.obstacles.find(beanClass, marked);
			if (obstacle != null) {
				leaveAlone(userClass, marked, true, obstacle, null);
				return false;
			}
			warnAboutMethodsOf(userClass);
			return true;
		}
		catch (RuntimeException | LinkageError ex) {
			leaveAlone(beanClass, true, true, "it cannot be inspected.", ex);
			return false;
		}
	}

	/**
	 * Annotated methods that no proxy can intercept, or that are not traced by rule.
	 */
	private void warnAboutMethodsOf(Class<?> userClass) {
		for (Method method : Markers.methodsOf(userClass)) {
			boolean traceable = Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
			if (!traceable && !method.isSynthetic() && Markers.isMarked(method)
					&& this.leftAlone.add(userClass.getName())) {
				logger.warn("Calls of " + userClass.getName() + "." + method.getName()
						+ " are not traced, although it asks for it: only public methods that are not static "
						+ "are traced. Make the method public, or trace in its code with AWSXRay.");
			}
		}
	}

	private void leaveAlone(Class<?> type, boolean marked, boolean warn, String reason, @Nullable Throwable cause) {
		if (!this.leftAlone.add(type.getName())) {
			return;
		}
		this.parts.ifAvailable((all) -> all.add("classes", type.getName(), reason));
		if (warn) {
			logger.warn("Calls of " + type.getName() + " are not traced, although "
					+ (marked ? "it asks for it: " : "its package is in xray.methods.packages: ") + reason
					+ (marked ? "" : " To leave it as it is, name it in xray.methods.exclude."), cause);
		}
		else if (logger.isDebugEnabled()) {
			logger.debug("Calls of " + type.getName() + " are not traced: " + reason, cause);
		}
	}

}
