import { Component, type ReactNode } from 'react';

/** A page that breaks leaves the others whole. */
export class Boundary extends Component<{ children: ReactNode }, { broke?: Error }> {
  override state: { broke?: Error } = {};

  static getDerivedStateFromError(broke: Error) { return { broke }; }

  override render() {
    if (!this.state.broke) return this.props.children;
    return (
      <div className="fault" role="alert">
        <p>This page broke: {this.state.broke.message}</p>
        <p className="dim"><code>portal.broken</code> · <button className="plain" onClick={() => location.reload()}>load it again</button></p>
      </div>
    );
  }
}
